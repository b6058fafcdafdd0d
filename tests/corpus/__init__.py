"""Files as somebody makes them who means harm, or whose program puts more into a file than can be seen: made here, byte
for byte, so that none of them lies in the repository.
"""

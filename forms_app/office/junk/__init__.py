"""What lies in quarantine (疑似垃圾): somebody of staff says of several at once that they are
real, and they become what they were sent for, as if they had come then; or that they are
junk, and they go. Either can be taken back for a while. Decides nothing by itself.
"""

def measure(name, size):
    return {}


def as_table(t):
    return ""


def as_picture(t):
    return ""

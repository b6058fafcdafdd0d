"""Two pairs of eyes (第二人确认): approvals, and documents where office.toml says so, wait
until another account than the writer's has confirmed the very text.

What is urgent goes with one account and its reason, and stays on the desk until somebody
else has seen it. Taking away never comes here.
"""

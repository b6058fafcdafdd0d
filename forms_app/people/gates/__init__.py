"""Health monitoring points (健康监测点): who and what passes in and out, who
keeps the point, what the rule says.

Used by the keeper (值守员) on a phone at the roadside, and by the office, which sees
who needs somebody and, with a reason, who was here. Never publishes anything: places
and hours are public in the community's own content file.
"""

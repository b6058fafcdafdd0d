"""志愿服务: posts that party members and volunteers claim, and home services for people
who stay in.

Used by volunteers with a link of their own, by the person who stays in, and by staff,
who also keep the rosters of squads. An address is shown only to the one who took a
service, only until it is done, and each showing is logged.
"""

"""The search of the public: enterprises, documents and communities by what people type.

/app/search/ answers it without a script. What it knows is what the released site says and
nothing else: it reads the data files of the release (sources.py) into an index of its own
(index.py), which is made again from them whenever it is lost. It never opens the database
of the office.
"""

"""The toolbox: documents, videos, forms and glossaries at the step or the task where they help.

A *tool* is proposed by anybody at the desk, reviewed by the coordinator on four criteria, and shown until its review date
or until somebody withdraws it. Timelines show it beside the task.
"""

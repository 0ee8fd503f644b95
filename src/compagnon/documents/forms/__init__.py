"""What is asked: when an agreement is written (`writing`), of the other papers (`papers`), of who signs (`signing`)."""

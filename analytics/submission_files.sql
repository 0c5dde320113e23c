-- Which files came with $submission? METHOD.md 1.4.
select submission_file.file_no, submission_file.name, submission_file.sha256,
       submission_file.bytes, submission_file.format
from submission_file
where submission_file.submission_id = $submission
order by submission_file.file_no

namespace Robotics.Cli.Batch;

/// <summary>Job files for Slurm: an array with one task a shard, a merge that waits for it, and the script that submits both.</summary>
internal static class SlurmFiles
{
    /// <summary>The array.</summary>
    public static string Array(JobRequest job) => $"""
        #!/bin/bash
        # {job.Command.Verb} in {job.Tasks.Shards} shards, one task each; {job.Command.Episodes} episodes in all.
        # What a killed, preempted or failed task finished is kept: submit the task again and it goes on from there.
        #   sbatch {job.Command.Verb}.sbatch               every shard
        #   sbatch --array=2,5 {job.Command.Verb}.sbatch   these shards again; their number stays {job.Tasks.Shards}
        #SBATCH --job-name={job.Name}
        # tasks, and how many run at once
        #SBATCH --array=0-{job.Tasks.Shards - 1}%{job.Tasks.AtOnce}
        {Resources(job)}
        # the scheduler may start a task again after a preemption or the loss of a node; it goes on in the same log
        #SBATCH --requeue
        #SBATCH --open-mode=append
        #SBATCH --chdir="{job.WorkingDirectory}"
        #SBATCH --output="{job.JobDirectory}/logs/%A_%a.log"
        set -euo pipefail
        # exec, so that the signals of the scheduler reach the program: it saves its state and stops
        exec {ShellText.Join(job.TaskArguments)}

        """;

    /// <summary>The merge.</summary>
    public static string Merge(JobRequest job) => $"""
        #!/bin/bash
        # Joins the {job.Tasks.Shards} shards; refuses, and names what is missing, unless all are done. May be run again.
        #SBATCH --job-name={job.Name}-merge
        {Resources(job)}
        #SBATCH --chdir="{job.WorkingDirectory}"
        #SBATCH --output="{job.JobDirectory}/logs/merge_%j.log"
        set -euo pipefail
        exec {ShellText.Join(job.MergeArguments)}

        """;

    /// <summary>The script that submits both.</summary>
    public static string Submit(JobRequest job) => $$"""
        #!/bin/bash
        # Submits the array, and behind it the merge, which starts only when every task has succeeded.
        #   ./submit.sh        every shard
        #   ./submit.sh 2,5    these again, after a failure
        set -euo pipefail
        here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
        array="$(sbatch --parsable ${1:+--array="$1"} "$here/{{job.Command.Verb}}.sbatch")"
        array="${array%%;*}" # a federation adds the cluster's name
        merge="$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes "$here/merge.sbatch")"
        echo "array $array, merge ${merge%%;*}; logs in $here/logs"

        """;

    private static string Resources(JobRequest job) => string.Join('\n', new[]
    {
        $"#SBATCH --cpus-per-task={job.Tasks.Processors}",
        $"#SBATCH --mem={job.Tasks.Memory}",
        job.Tasks.Time.Length > 0 ? $"#SBATCH --time={job.Tasks.Time}" : "",
    }.Concat(job.Tasks.Sbatch.Select(option => $"#SBATCH {option}")).Where(line => line.Length > 0));
}

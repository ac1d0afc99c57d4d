using System.Text.Encodings.Web;
using System.Text.Json;

namespace Robotics.Cli.Batch;

/// <summary>Job files for Kubernetes: an Indexed Job with one pod a shard, and the job that joins them.</summary>
internal static class KubernetesFiles
{
    private static readonly JsonSerializerOptions AsTheyAre = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The Indexed Job.</summary>
    public static string Array(JobRequest job) => $"""
        # {job.Command.Verb} in {job.Tasks.Shards} shards, one pod each. What a lost pod finished is kept: its successor goes on from there.
        #   kubectl apply -f {job.Command.Verb}.yaml
        #   kubectl wait --for=condition=complete --timeout=-1s job/{job.Name} && kubectl apply -f merge.yaml
        # Needs Kubernetes 1.33 for backoffLimitPerIndex. Adjust image, claim and mount path; paths in the command are those in the pod.
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {job.Name}
        spec:
          completionMode: Indexed # the pod's shard stands in JOB_COMPLETION_INDEX
          completions: {job.Tasks.Shards}
          parallelism: {job.Tasks.AtOnce}
          backoffLimitPerIndex: 3 # a shard that keeps failing does not stop the others
          podFailurePolicy:
            rules:
              - action: FailJob # a command line that is wrong is wrong for every shard
                onExitCodes:
                  containerName: robotics
                  operator: In
                  values: [2]
              - action: Ignore # drained, preempted or evicted: no fault of the shard
                onPodConditions:
                  - type: DisruptionTarget
                    status: "True"
              - action: Ignore # stopped by a signal, with its state saved
                onExitCodes:
                  containerName: robotics
                  operator: In
                  values: [130, 143]
        {Pod(job, job.TaskArguments)}

        """;

    /// <summary>The merge.</summary>
    public static string Merge(JobRequest job) => $"""
        # Joins the {job.Tasks.Shards} shards; refuses, and names what is missing, unless all are done. May be run again.
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {job.Name}-merge
        spec:
          backoffLimit: 1
        {Pod(job, job.MergeArguments)}

        """;

    private static string Pod(JobRequest job, IReadOnlyList<string> command) => $"""
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: robotics
                  image: {Text(job.Image)} # holds this repository, built
                  workingDir: {Text(job.WorkingDirectory)}
                  command: [{string.Join(", ", command.Select(Text))}]
                  resources:
                    requests:
                      cpu: "{job.Tasks.Processors}"
                      memory: {Text(Quantity(job.Tasks.Memory))}
                  volumeMounts:
                    - name: data
                      mountPath: {Text(job.Mount)}
              volumes:
                - name: data # shared by all pods: ReadWriteMany
                  persistentVolumeClaim:
                    claimName: {Text(job.Claim)}
        """;

    // a JSON string is a YAML string
    private static string Text(string value) => JsonSerializer.Serialize(value, AsTheyAre);

    // Slurm's K, M, G and T are powers of two and M is what a bare number means
    private static string Quantity(string memory) => char.IsAsciiDigit(memory[^1]) ? memory + "Mi" : memory.ToUpperInvariant() + "i";
}

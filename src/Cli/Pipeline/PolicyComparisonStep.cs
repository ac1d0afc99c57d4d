using Robotics.Cli.Runs;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Tasks;

namespace Robotics.Cli.Pipeline;

/// <summary>Runs several policies from the same initial states and compares each with the first.</summary>
internal sealed class PolicyComparisonStep(PolicyComparisonSettings settings, RunFolder run, StepContext context)
{
    private const string VideoCamera = "front";

    /// <summary>Runs what an earlier attempt did not finish, and writes <c>results.json</c>.</summary>
    public PolicyComparisonSummary Run()
    {
        var evaluated = settings.Policies.Select(folder => (Name: NameOf(folder), Results: Results(folder))).ToArray();
        var summary = new PolicyComparisonSummary(
            [.. evaluated.Select(e => new PolicySummary(e.Name, SuccessRate.Of(e.Results), FailureBreakdown.Of(e.Results, PickPlaceStages.Names)))],
            [.. evaluated.Skip(1).Select(e => PolicyComparison.Of(evaluated[0].Name, evaluated[0].Results, e.Name, e.Results))]);
        // not by dotted keys: a folder's name may hold dots
        run.Results.Set(("policy", summary.Policies.ToDictionary(p => p.Name, p => new
        {
            successes = p.Success.Successes,
            episodes = p.Success.Episodes,
            interval = new[] { p.Success.Interval.Low, p.Success.Interval.High },
        })));
        return summary;
    }

    private IReadOnlyList<RolloutResult> Results(string folder)
    {
        var file = new RolloutFile(run.PathOf($"{NameOf(folder)}.json"));
        if (file.Exists) return file.Read();
        var policy = new PolicyFolder(folder);
        var film = new RolloutRecording(VideoCamera);
        var results = PolicyEvaluationStep.Run(
            policy, NameOf(folder), Task(policy), settings.Evaluation, seed => seed == settings.Evaluation.FirstSeed ? film : null, context);
        RolloutVideo.Write(film, VideoCamera, run.PathOf($"{NameOf(folder)}.mp4"));
        file.Write(results);
        return results;
    }

    // views that neither the policy nor the video needs are not rendered
    private PickPlaceSettings Task(PolicyFolder folder)
    {
        using var policy = folder.Load();
        return settings.Task with { Cameras = [.. settings.Task.Cameras.Intersect(policy.Settings.Cameras.Append(VideoCamera))] };
    }

    // two folders of one name stay apart by their position
    private string NameOf(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        var isAmbiguous = settings.Policies.Count(p => Path.GetFileName(Path.TrimEndingDirectorySeparator(p)) == name) > 1;
        return isAmbiguous ? $"{name}-{settings.Policies.ToList().IndexOf(folder) + 1}" : name;
    }
}

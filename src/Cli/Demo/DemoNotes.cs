using Robotics.Cli.Reports.Content;

namespace Robotics.Cli.Demo;

/// <summary>What the reader of the report must know about how its figures were made.</summary>
internal static class DemoNotes
{
    /// <summary>The notes for these settings.</summary>
    public static IReadOnlyList<ReportNote> Of(DemoSettings settings)
    {
        var r = settings.Recording;
        return
        [
            new("Demonstrations", $"Scripted experts in MuJoCo: {r.TrainFluent} fluent, {r.TrainHesitant} hesitant and {r.TrainFailing} failing to learn from; "
                + $"{r.HoldoutFluent} fluent and {r.HoldoutHesitant} hesitant held out to score the reward model; {r.RolloutSuccess + r.RolloutPartial + r.RolloutFailure} rollouts to judge. "
                + "Light, colours, distractors and camera positions vary from episode to episode."),
            new("Ground truth", "Progress from distances in the simulator. It is written to a file of its own that no model reads; the models learn from the annotated stage borders of the successful demonstrations."),
            new("Reward model", $"SARM on frozen features of three views, proprioception and the instruction; {settings.Reward.Steps} steps. It sees the first frame of the episode and a window that ends at the estimated frame, never the future."),
            new("Policies", $"One network for all: two camera views and proprioception in, a chunk of actions out; {settings.Policies[0].Policy.Steps} steps, same seed. They differ in the weights of the frames, the demonstrations they see, or how long a chunk is, as their rows say."),
            new("Evaluation", $"{settings.Evaluation.Episodes} initial states, the same for every policy, from seed {settings.Evaluation.FirstSeed}; limit {r.Task.MaxSteps} steps unless the row says otherwise, fixed before training. "
                + "Success: the cube rests on the goal, released, and the hand has retreated. Episodes that end by a simulator fault count as failures."),
            new("Intervals", "Success rates: Clopper-Pearson, 95 %. Difference: Newcombe's paired score interval and the exact McNemar test. Reward figures: bootstrap over episodes."),
        ];
    }
}

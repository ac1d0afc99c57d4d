using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Sarm;

/// <summary>The loss against sums written out by hand over the networks' outputs.</summary>
public class SarmObjectiveTests
{
    private static readonly SarmSettings Settings = SyntheticEpisodes.Small with
    {
        Dropout = 0,
        FeatureNoise = 0,
        StageLossWeight = 2,
        StageProgressLossWeight = 3,
        ProgressLossWeight = 7,
    };

    // a taught window, a shorter one that is not and hides a view, and one with a foreign instruction
    private static readonly SarmWindow[] Windows =
    [
        new(0, [0, 9, 12, 15, 18, 15], SyntheticEpisodes.Task, false, true, -1),
        new(1, [0, 30, 33, 36], SyntheticEpisodes.Task, false, false, 1),
        new(2, [0, 20, 23, 26, 29], "fold garden", true, false, -1),
    ];

    [Fact]
    public void EveryPartIsTheMeanOverTheFramesThatAreThere()
    {
        using var scope = NewDisposeScope();
        using var world = new World(Settings);
        var loss = world.Objective.Loss(world.Batch, 0);
        var (stage, fraction, progress, right, count) = (0.0, 0.0, 0.0, 0, 0);
        var (logits, fractions) = world.Outputs();
        var borders = world.Data.Description.Proportions.Borders;
        for (var b = 0; b < Windows.Length; b++)
            for (var s = 0; s < Windows[b].Frames.Length; s++)
            {
                var (label, frame) = (world.Data.Labels[Windows[b].Episode], Windows[b].Frames[s]);
                var (k, tau) = Windows[b].IsForeign ? (0, 0) : (label.Stages[frame], label.Fractions[frame]);
                var (z, t) = (logits[b, s].data<float>().ToArray(), fractions[b, s].data<float>().ToArray());
                var sum = z.Sum(v => Math.Exp(v));
                var expected = Enumerable.Range(0, 3).Sum(j => Math.Exp(z[j]) / sum * (borders[j] + t[j] * (borders[j + 1] - borders[j])));
                var truth = Windows[b].IsForeign ? 0 : borders[k] + tau * (borders[k + 1] - borders[k]);
                stage -= Math.Log(Math.Exp(z[k]) / sum);
                fraction += Math.Pow(t[k] - tau, 2);
                progress += Math.Pow(expected - truth, 2);
                right += Array.IndexOf(z, z.Max()) == k ? 1 : 0;
                count++;
            }
        Assert.Equal(15, count);
        Assert.Equal(stage / count, loss.Stage.item<float>(), 1e-5);
        Assert.Equal(fraction / count, loss.Fraction.item<float>(), 1e-5);
        Assert.Equal(progress / count, loss.Progress.item<float>(), 1e-5);
        Assert.Equal((double)right / count, loss.Accuracy.item<float>(), 1e-5);
        Assert.Equal((2 * stage + 3 * fraction + 7 * progress) / count, loss.Total.item<float>(), 1e-4);
    }

    [Fact]
    public void TheErrorInsideAStageDoesNotTeachTheStageNetwork()
    {
        using var scope = NewDisposeScope();
        using var world = new World(Settings with { StageLossWeight = 0, ProgressLossWeight = 0 });
        world.Objective.Loss(world.Batch, 0).Total.backward();
        // untaught, the progress network is told the other's estimate as a given
        Assert.DoesNotContain(world.Network.Stage.parameters(), IsTaught);
        Assert.Contains(world.Network.Progress.parameters(), IsTaught);
        static bool IsTaught(Tensor parameter) => parameter.grad is { } gradient && gradient.abs().sum().item<float>() > 0;
    }

    [Fact]
    public void FeatureNoiseFollowsTheSeed()
    {
        using var scope = NewDisposeScope();
        using var world = new World(Settings with { FeatureNoise = 0.5 });
        double Loss(ulong seed) => world.Objective.Loss(world.Batch, seed).Total.item<float>();
        Assert.Equal(Loss(2), Loss(2));
        Assert.NotEqual(Loss(2), Loss(4));
        using var plain = new World(Settings);
        Assert.NotEqual(Loss(2), plain.Objective.Loss(plain.Batch, 2).Total.item<float>());
    }

    private sealed class World : IDisposable
    {
        public World(SarmSettings settings)
        {
            Data = new SarmTrainingData(settings, SyntheticEpisodes.Make(3, 41).Select(e => e.Episode).ToArray(), SyntheticEpisodes.Stages, null);
            Network = new SarmNetwork(settings, new SarmShape(2, SyntheticEpisodes.Dimension, 4, 3));
            SarmInitialization.Apply(Network, 5);
            Objective = new SarmObjective(settings, Data.Description, Network);
            Batch = SarmBatch.Of(Windows, Data, new HashedTextEncoder(settings.TextDimension));
        }

        public SarmTrainingData Data { get; }

        public SarmNetwork Network { get; }

        public SarmObjective Objective { get; }

        public SarmBatch Batch { get; }

        /// <summary>Logits of the stages and τ in each, [B, W, K], from features that are normalised number by number.</summary>
        public (Tensor Logits, Tensor Fractions) Outputs()
        {
            var (batch, slots, d) = (Windows.Length, (int)Batch.Stages.shape[1], SyntheticEpisodes.Dimension);
            var features = Batch.Features.to(ScalarType.Float32).data<float>().ToArray();
            for (var i = 0; i < features.Length; i++)
            {
                var (view, row, element) = (i / (batch * slots * d), i / d % (batch * slots), i % d);
                var normal = (features[i] - Data.Description.Features.Mean[view * d + element]) / Data.Description.Features.Scale[view * d + element];
                features[i] = Windows[row / slots].BlankView == view ? 0 : normal;
            }
            var inputs = tensor(features, [2, batch * slots, d]);
            var logits = Run(Network.Stage, inputs, null);
            var told = logits.softmax(-1).detach().clone();
            told[0] = nn.functional.one_hot(Batch.Stages[0], 3).to(ScalarType.Float32);
            return (logits, Run(Network.Progress, inputs, told.view(batch * slots, 3)).sigmoid());
        }

        public void Dispose()
        {
            Objective.Dispose();
            Network.Dispose();
        }

        private Tensor Run(StreamTransformer body, Tensor inputs, Tensor? stages) => body.AllSlots(
            body.Frames(body.Views.Project(inputs), Batch.Text, Batch.States, stages, Batch.Anchors).view(Windows.Length, Batch.Stages.shape[1], body.Streams, -1));
    }
}

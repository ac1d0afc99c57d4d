using System.Runtime.InteropServices;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Sarm;

/// <summary>Inference folds the normalisation into the weights and projects frames once; here every window is computed from its numbers, as in training.</summary>
public class SarmInferenceTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void TheEstimateOfAFrameIsWhatItsWindowGives(int frameLayers, int timeLayers)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var settings = SyntheticEpisodes.Small with { FrameLayers = frameLayers, TimeLayers = timeLayers, Dropout = 0.5 };
        var data = new SarmTrainingData(settings, SyntheticEpisodes.Make(2, 61).Select(e => e.Episode).ToArray(), SyntheticEpisodes.Stages, null);
        using var network = new SarmNetwork(settings, new SarmShape(2, SyntheticEpisodes.Dimension, 4, 3));
        SarmInitialization.Apply(network, 4);
        var random = new StepRandom(5);
        foreach (var (_, parameter) in network.named_parameters())
            foreach (ref var value in MemoryMarshal.Cast<byte, float>(parameter.bytes))
                value += (float)(0.2 * random.NextGaussian());
        using var checkpoint = SarmCheckpoint.Of(network, data.Description);
        using var model = new SarmModel(checkpoint, settings);
        var track = model.Estimate(data.Episodes[1].Input);
        foreach (var frame in new[] { 0, 1, 7, 12, 30, track.Length - 1 })
        {
            var slots = new int[settings.ObservationSteps + 1];
            ObservationWindow.Fill(slots, frame, settings.FrameGap);
            var batch = SarmBatch.Of([new SarmWindow(1, slots, SyntheticEpisodes.Task, false, false, -1)], data, new HashedTextEncoder(settings.TextDimension));
            var features = Normalized(batch, data.Description);
            var probabilities = Newest(network.Stage, features, batch, null).softmax(-1).data<float>().ToArray();
            for (var k = 0; k < 3; k++)
                Assert.Equal(probabilities[k], track.StageProbabilities[frame, k], 1e-4f);
            // the stages that the other network is told are those that were estimated when the frames were new
            var told = tensor(slots.SelectMany(t => Enumerable.Range(0, 3).Select(k => track.StageProbabilities[t, k])).ToArray(), [slots.Length, 3]);
            var fractions = Newest(network.Progress, features, batch, told).sigmoid().data<float>().ToArray();
            var borders = data.Description.Proportions.Borders;
            var progress = Enumerable.Range(0, 3).Sum(k => probabilities[k] * (borders[k] + fractions[k] * (borders[k + 1] - borders[k])));
            Assert.Equal(progress, track.Progress[frame], 1e-4);
        }
    }

    private static Tensor Normalized(SarmBatch batch, SarmDescription description)
    {
        var (n, d) = ((int)batch.Features.shape[1], SyntheticEpisodes.Dimension);
        var values = batch.Features.to(ScalarType.Float32).data<float>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var number = i / (n * d) * d + i % d;
            values[i] = (values[i] - description.Features.Mean[number]) / description.Features.Scale[number];
        }
        return tensor(values, [2, n, d]);
    }

    private static Tensor Newest(StreamTransformer body, Tensor features, SarmBatch batch, Tensor? stages) =>
        body.AllSlots(body.Frames(body.Views.Project(features), batch.Text, batch.States, stages, batch.Anchors).unsqueeze(0))[0, -1];
}

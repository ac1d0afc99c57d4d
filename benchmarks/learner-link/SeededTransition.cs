using Robotics.Datasets;
using Robotics.Policy.Rollout;

namespace Robotics.Benchmarks.LinkKills;

/// <summary>Transitions that follow from their episode and step alone, so that what was stored can be made again and compared.</summary>
internal static class SeededTransition
{
    public const int EpisodeLength = 40;
    private const int ImageSize = 8;

    public static Transition Of(Guid episode, int step)
    {
        var transition = new Transition(episode, step, Moment(episode, step), [step, -step], Random(episode, step).NextSingle(), "seeded");
        return step == EpisodeLength - 1 ? transition with { End = new EpisodeEnd(Moment(episode, step + 1), true, episode.ToByteArray()[0] % 2 == 0) } : transition;
    }

    public static bool AreEqual(Transition a, Transition b) =>
        (a.Episode, a.Step, a.Reward, a.Policy) == (b.Episode, b.Step, b.Reward, b.Policy) && a.Action.AsSpan().SequenceEqual(b.Action)
        && AreEqual(a.Observation, b.Observation) && (a.End is null) == (b.End is null)
        && (a.End is null || (a.End.Terminated, a.End.Success) == (b.End!.Terminated, b.End.Success) && AreEqual(a.End.Observation, b.End.Observation));

    private static bool AreEqual(Observation a, Observation b) =>
        (a.Timestamp, a.Task) == (b.Timestamp, b.Task) && a.State.AsSpan().SequenceEqual(b.State)
        && a.Images.Count == b.Images.Count && a.Images.All(view => view.Value.Pixels.AsSpan().SequenceEqual(b.Images[view.Key].Pixels));

    private static Observation Moment(Guid episode, int step)
    {
        var random = Random(episode, step);
        var pixels = new byte[ImageSize * ImageSize * 3];
        random.NextBytes(pixels);
        var state = Enumerable.Range(0, 200).Select(_ => random.NextSingle()).ToArray();
        return new Observation(step / 10.0, new Dictionary<string, RgbImage> { ["front"] = new(ImageSize, ImageSize, pixels) }, state, "stack");
    }

    private static Random Random(Guid episode, int step) => new(BitConverter.ToInt32(episode.ToByteArray()) ^ step * 7919);
}

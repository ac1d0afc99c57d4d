using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Links.Log;
using Robotics.RobotBridge.Links.Wire;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RoboticsLink;
using Transition = Robotics.Policy.Rollout.Transition;
using TransitionMessage = Robotics.RobotBridge.Ros2.Messages.RoboticsLink.Transition;

namespace Robotics.RobotBridge.Links.Learner;

/// <summary>Reads what a learner stored, also while it goes on storing.</summary>
public static class TransitionStore
{
    /// <summary>The actors' streams.</summary>
    /// <exception cref="DataException">The folder is no store.</exception>
    public static IReadOnlyList<string> Streams(string store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var folder = StoredStream.StreamsIn(store);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)]
            : throw new DataException($"{store} holds no transitions: no robot has sent any, or this is not the --store of a './robotics learner'.");
    }

    /// <summary>Every transition of a stream, in the order in which it happened.</summary>
    /// <exception cref="DataException">A file or an image in it is damaged.</exception>
    public static IEnumerable<Transition> Transitions(string stream) => RecordLog.ReadAll(stream).Select(payload => TransitionCodec.Decode(payload));

    /// <summary>
    /// The episodes of a stream. One whose end is not there, because the robot was switched off in it or its spool was
    /// full, is given too and says so.
    /// </summary>
    /// <exception cref="DataException">A file is damaged.</exception>
    public static IEnumerable<StoredEpisode> Episodes(string stream)
    {
        var actor = StoredStream.ActorOf(stream);
        var payloads = new List<byte[]>();
        Guid? episode = null;
        foreach (var payload in RecordLog.ReadAll(stream))
        {
            var message = CdrReader.Deserialize<TransitionMessage>(payload);
            var next = new Guid(message.Episode);
            if (payloads.Count > 0 && (next != episode || message.Step != payloads.Count))
            {
                yield return new StoredEpisode(actor, episode!.Value, payloads, IsComplete: false);
                payloads = [];
            }
            episode = next;
            payloads.Add(payload);
            if (message.After.Length == 0)
                continue;
            yield return new StoredEpisode(actor, next, payloads, IsComplete: message.Step == payloads.Count - 1);
            payloads = [];
        }
        if (payloads.Count > 0)
            yield return new StoredEpisode(actor, episode!.Value, payloads, IsComplete: false);
    }
}

/// <summary>One episode in a store; its images stay compressed until somebody looks at them.</summary>
/// <param name="Actor">The robot's name.</param>
/// <param name="Episode">Identity.</param>
/// <param name="Payloads">One record per transition.</param>
/// <param name="IsComplete">It is there from its first transition to its end.</param>
public sealed record StoredEpisode(string Actor, Guid Episode, IReadOnlyList<byte[]> Payloads, bool IsComplete)
{
    /// <summary>The transitions in order, decoded one at a time.</summary>
    /// <exception cref="DataException">An image is damaged.</exception>
    public IEnumerable<Transition> Transitions => Payloads.Select(payload => TransitionCodec.Decode(payload));
}

using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RoboticsLink;
using Transition = Robotics.Policy.Rollout.Transition;
using TransitionMessage = Robotics.RobotBridge.Ros2.Messages.RoboticsLink.Transition;

namespace Robotics.RobotBridge.Links.Wire;

/// <summary>Transitions as they travel and as they lie on disk: <c>robotics_link/msg/Transition</c>, images compressed.</summary>
/// <param name="jpegQuality">0 to 100; null compresses without loss, as PNG.</param>
internal sealed class TransitionCodec(int? jpegQuality)
{
    private const sbyte Unknown = -1;

    /// <summary>Compresses and serializes.</summary>
    public ReadOnlyMemory<byte> Encode(Transition transition) => new CdrWriter().Serialize(new TransitionMessage
    {
        Episode = transition.Episode.ToByteArray(),
        Step = (uint)transition.Step,
        Before = Encode(transition.Observation),
        Action = transition.Action,
        Reward = transition.Reward,
        Policy = transition.Policy,
        After = transition.End is { } end ? [Encode(end.Observation)] : [],
        Terminated = transition.End is { Terminated: true },
        Success = transition.End?.Success switch { true => 1, false => 0, null => Unknown },
    });

    /// <summary>Whether the bytes have the form of a transition; its images are not looked at.</summary>
    public static string? Fault(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var message = CdrReader.Deserialize<TransitionMessage>(payload);
            return message.After.Length > 1 ? "it has more than one end"
                : message.Step > int.MaxValue ? $"step {message.Step} is out of range"
                : message.Action.Any(number => !float.IsFinite(number)) || !float.IsFinite(message.Reward) ? "action or reward is not finite"
                : null;
        }
        catch (CdrException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>Reads one back.</summary>
    /// <exception cref="DataException">The bytes are no transition, or an image in it is damaged.</exception>
    public static Transition Decode(ReadOnlyMemory<byte> payload)
    {
        if (Fault(payload) is { } fault)
            throw new DataException($"A record is no transition: {fault}.");
        var message = CdrReader.Deserialize<TransitionMessage>(payload);
        var transition = new Transition(
            new Guid(message.Episode), (int)message.Step, Decode(message.Before), message.Action, message.Reward, message.Policy);
        if (message.After.Length == 0)
            return transition;
        bool? success = message.Success == Unknown ? null : message.Success != 0;
        return transition with { End = new EpisodeEnd(Decode(message.After[0]), message.Terminated, success) };
    }

    private Moment Encode(Observation observation) => new()
    {
        Timestamp = observation.Timestamp,
        Task = observation.Task,
        State = observation.State,
        Views = [.. observation.Images.Select(view => Encode(view.Key, view.Value))],
    };

    private View Encode(string camera, RgbImage image) => jpegQuality is { } quality
        ? new View { Camera = camera, Format = "jpeg", Data = ImageFile.EncodeJpeg(image, quality) }
        : new View { Camera = camera, Format = "png", Data = ImageFile.EncodePng(image) };

    private static Observation Decode(Moment moment)
    {
        var images = new Dictionary<string, RgbImage>();
        foreach (var view in moment.Views)
        {
            if (!images.TryAdd(view.Camera, ImageFile.Decode(view.Data.Span, $"camera {view.Camera}")))
                throw new DataException($"A moment has camera {view.Camera} twice.");
        }
        return new Observation(moment.Timestamp, images, moment.State, moment.Task);
    }
}

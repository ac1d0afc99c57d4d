using Robotics.Cli.Pipeline;
using Robotics.Policy;
using Robotics.Policy.Imitation;
using Robotics.RewardModels.Learning;
using Robotics.RobotBridge.Driving;
using Robotics.RobotBridge.Episodes;
using Robotics.RobotBridge.Links.Actor;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.Cli.Robot;

/// <summary>A node from its configuration to its end: loads the models, joins the network, works until it is told to stop.</summary>
internal sealed class NodeRun(NodeSettings settings, RosArguments arguments, StepContext context, TimeProvider clock)
{
    /// <summary>Runs until cancelled, which is the normal end.</summary>
    /// <returns>What was done.</returns>
    public NodeSummary Run()
    {
        // the loops share the cores
        TorchThreads.Limit(1);
        var embodiment = EmbodimentChoice.Create(settings.Robot);
        using var ownedEmbodiment = embodiment as IDisposable;
        using var reward = settings.Progress.Model is { } model ? LiveRewardModel.Load(model, settings, embodiment, context) : null;
        using var policy = settings.Role == NodeRole.Observe ? null : LivePolicy.Load(settings.Drive!.Policy, settings, embodiment);
        using var transport = NodeTransport.Join(settings.Transport, settings.Dds, settings.Name, arguments);
        using var simulated = transport.Parameters.UseSimTime ? new SimulationClock(transport) : null;
        using var node = new NodeContext(transport, settings, embodiment, simulated ?? clock);
        using var lines = new LineQueue(Tell);
        node.Log.Written += lines.Put;
        using var observer = reward is null ? null : new ObserverNode(node, reward.Model.Description.Cameras, reward.Progress, reward.Model);
        using var link = settings.Learner is { } learner ? new ActorLink(learner, node.Log.Warn) : null;
        using var learned = link is null || policy is null ? null : Learned(link, node);
        var acting = learned ?? (IPolicy?)policy;
        using var shadow = settings.Role == NodeRole.Shadow ? new ShadowPolicy(node, acting!, policy!.Settings.Cameras) : null;
        using var driver = settings.Role == NodeRole.Drive ? new ArmDriver(node, acting!, policy!.Settings.Cameras) : null;
        using var recorder = settings.Record is null ? null : new EpisodeRecorder(node, reward!.Model.Description.Cameras);
        if (recorder is not null)
            observer!.Estimated += recorder.Offer;
        var stream = link is null ? null : new TransitionStream(embodiment, reward!.Model.Description.Cameras, link, () => acting?.Id ?? "person", node.Log.Warn);
        if (stream is not null)
            observer!.Estimated += stream.Offer;
        using var linkDiagnostics = link is null ? null : new LearnerDiagnostics(transport, node.Clock, link, () => learned?.Weights);
        context.Terminal.Say(Introduction(transport.NodeName, policy));
        NodeLoops.Run([.. Loops(observer, shadow, driver, recorder, stream, linkDiagnostics), new QosWatch(transport, node.Log).Run, transport.Watch], context.Cancellation);
        return new NodeSummary(observer?.Counts, shadow?.Plans, driver?.Counts, recorder?.Episodes, link?.Status);
    }

    private void Tell(string line, bool isWarning)
    {
        if (isWarning)
            context.Terminal.Warn(line);
        else
            context.Terminal.Say(line);
    }

    // the same folder again: what is replaced by newer weights is disposed of
    private LearnedPolicy Learned(ActorLink link, NodeContext node) => new(
        link, stream => ChunkPolicy.Load(stream), () => LivePolicy.Load(settings.Drive!.Policy, settings, node.Embodiment), SwapMoment.Episode, node.Log.Inform);

    private static IEnumerable<Action<CancellationToken>> Loops(
        ObserverNode? observer, ShadowPolicy? shadow, ArmDriver? driver, EpisodeRecorder? recorder, TransitionStream? stream, LearnerDiagnostics? linkDiagnostics)
    {
        if (observer is not null)
            yield return observer.Run;
        if (shadow is not null)
            yield return shadow.Run;
        if (driver is not null)
            yield return driver.Run;
        if (recorder is not null)
            yield return recorder.Run;
        if (stream is not null)
            yield return stream.Run;
        if (linkDiagnostics is not null)
            yield return linkDiagnostics.Run;
    }

    private string Introduction(string name, ChunkPolicy? policy)
    {
        var cameras = string.Join(", ", settings.Sensors.Cameras.Select(camera => camera.Name));
        var role = settings.Role switch
        {
            NodeRole.Drive => $"drives with {policy!.Id}, once ~/enable says so, on {settings.Robot.Commands}",
            NodeRole.Shadow => $"shadows with {policy!.Id}; nothing moves",
            _ => $"observes {cameras}",
        };
        return $"{name} is in domain {settings.Dds.DomainInForce()} and {role}. Ctrl-C stops it.";
    }
}

/// <summary>What a node has done.</summary>
/// <param name="Progress">Of the observer; null without a reward model.</param>
/// <param name="ShadowPlans">Plans beside; null in other roles.</param>
/// <param name="Driving">Of the driver; null in other roles.</param>
/// <param name="RecordedEpisodes">In the dataset; null where none was wanted.</param>
/// <param name="Learner">How the link to the learner stands; null where there is none.</param>
internal sealed record NodeSummary(ObserverCounts? Progress, long? ShadowPlans, DriverCounts? Driving, int? RecordedEpisodes, ActorLinkStatus? Learner);

using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.Simulation.Tasks;
using SeedMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.UInt64;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.Cli.Robot;

/// <summary>What only a simulation knows, on topics under ~/truth; for scoring and for scripted experts, never for a model.</summary>
internal sealed class SimulationTruth(ITransport transport) : IDisposable
{
    private readonly IPublisher<SeedMessage> _episode = transport.Publish<SeedMessage>("~/truth/episode", QosProfile.Latched);
    private readonly IPublisher<StringMessage> _stage = transport.Publish<StringMessage>("~/truth/stage", QosProfile.Default);
    private readonly IPublisher<Float32> _progress = transport.Publish<Float32>("~/truth/progress", QosProfile.Default);
    private readonly IPublisher<Bool> _success = transport.Publish<Bool>("~/truth/success", QosProfile.Default);
    private readonly IPublisher<Float64MultiArray> _cube = transport.Publish<Float64MultiArray>("~/truth/cube", QosProfile.Default);

    /// <summary>A new episode, by its seed.</summary>
    public void Begin(ulong seed) => _episode.Publish(new SeedMessage { Data = seed });

    /// <summary>The cube as x, y, z [m] and its turn [rad].</summary>
    public void Publish(GroundTruth truth, PickPlaceSituation situation)
    {
        _stage.Publish(new StringMessage { Data = PickPlaceStages.Names[truth.Stage] });
        _progress.Publish(new Float32 { Data = (float)truth.Progress });
        _success.Publish(new Bool { Data = truth.Success });
        _cube.Publish(new Float64MultiArray { Data = [situation.Cube.X, situation.Cube.Y, situation.Cube.Z, situation.CubeYaw] });
    }

    public void Dispose()
    {
        _episode.Dispose();
        _stage.Dispose();
        _progress.Dispose();
        _success.Dispose();
        _cube.Dispose();
    }
}

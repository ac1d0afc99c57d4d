using Robotics.Policy;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Driving;

/// <summary>Lets a policy plan beside whoever commands the robot; publishes what it would do and moves nothing.</summary>
public sealed class ShadowPolicy : IDisposable
{
    private readonly PlanOutput _plans;
    private readonly PolicyPlanner _planner;

    /// <summary>Announces; nothing is planned before <see cref="Run"/>.</summary>
    /// <param name="node">Stays the caller's.</param>
    /// <param name="policy">Stays the caller's.</param>
    /// <param name="cameras">The views that the policy looks through.</param>
    public ShadowPolicy(NodeContext node, IPolicy policy, IReadOnlyList<string> cameras)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(policy);
        _plans = new PlanOutput(node);
        _planner = new PolicyPlanner(node, policy, cameras, TimeSpan.FromSeconds((node.Settings.Drive ?? new DriverSettings()).Lead), _plans.Publish);
    }

    /// <summary>Plans made.</summary>
    public long Plans => _planner.Plans;

    /// <summary>Plans until cancelled, on the calling thread.</summary>
    public void Run(CancellationToken cancellation) => _planner.Run(cancellation);

    /// <inheritdoc/>
    public void Dispose() => _plans.Dispose();
}

using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>Where the joints were last told to go, by this node or by whoever else commands the robot.</summary>
/// <param name="joints">Names in the order of the positions [J].</param>
public sealed class CommandedJoints(IReadOnlyList<string> joints)
{
    private double[]? _positions;

    /// <summary>The last command [J]; null before the first.</summary>
    public double[]? Positions => Volatile.Read(ref _positions);

    /// <summary>Takes a command [J]; an empty one means that nothing is commanded any more.</summary>
    public void Put(double[]? positions) => Volatile.Write(ref _positions, positions);

    /// <summary>Takes the goal of another node's trajectory; one that lacks a joint says nothing.</summary>
    public void Put(JointTrajectory message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Points is not [.., var goal] || goal.Positions.Length != message.JointNames.Length)
            return;
        var places = joints.Select(joint => Array.IndexOf(message.JointNames, joint)).ToArray();
        if (Array.TrueForAll(places, place => place >= 0))
            PutFinite([.. places.Select(place => goal.Positions[place])]);
    }

    /// <summary>Takes another node's command in the order of the joints.</summary>
    public void Put(Float64MultiArray message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Data.Length == joints.Count)
            PutFinite(message.Data);
    }

    private void PutFinite(double[] positions)
    {
        if (Array.TrueForAll(positions, double.IsFinite))
            Put(positions);
    }
}

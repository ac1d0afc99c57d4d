using System.Text.Json.Serialization;

namespace Robotics.Simulation.Experts;

/// <summary>How a failing demonstration fails.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureMode>))]
public enum FailureMode
{
    /// <summary>It does not fail.</summary>
    None,

    /// <summary>Stops before it reaches the cube.</summary>
    StopsReaching,

    /// <summary>Closes the gripper beside the cube and carries nothing.</summary>
    Misses,

    /// <summary>Opens the gripper on the way to the goal.</summary>
    Drops,

    /// <summary>Lifts the cube and stops on the way to the goal.</summary>
    StopsCarrying,
}

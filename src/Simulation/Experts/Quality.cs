using System.Text.Json.Serialization;

namespace Robotics.Simulation.Experts;

/// <summary>How well a demonstration is executed, as teleoperation really gives them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Quality>))]
public enum Quality
{
    /// <summary>Straight to the point.</summary>
    Fluent,

    /// <summary>Pauses, detours, overshoot and a second attempt at the grasp; succeeds in the end.</summary>
    Hesitant,

    /// <summary>Does not succeed; a <see cref="FailureMode"/> says how.</summary>
    Failing,
}

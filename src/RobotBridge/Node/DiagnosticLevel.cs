namespace Robotics.RobotBridge.Node;

/// <summary>Levels of diagnostic_msgs/DiagnosticStatus.</summary>
internal enum DiagnosticLevel : byte
{
    /// <summary>As it should be.</summary>
    Ok = 0,

    /// <summary>Somebody should look after it.</summary>
    Warning = 1,

    /// <summary>It does not do what it is for.</summary>
    Error = 2,

    /// <summary>Nothing new comes.</summary>
    Stale = 3,
}

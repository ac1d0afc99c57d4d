namespace Robotics.RobotBridge.Ros2.Names;

/// <summary>A node's name and namespace.</summary>
/// <param name="Namespace">Absolute, <c>/</c> or <c>/robot1</c>.</param>
/// <param name="Name">Without slashes.</param>
public sealed record NodeIdentity(string Namespace, string Name)
{
    /// <summary>Namespace and name.</summary>
    public string FullName => Namespace == "/" ? "/" + Name : $"{Namespace}/{Name}";
}

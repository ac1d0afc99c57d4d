namespace Robotics.RobotBridge.Recordings;

/// <summary>Components of a pose, a twist or a wrench, or a single number, each in a message of its own.</summary>
internal sealed class ComponentMessageReader : ComponentReader
{
    private readonly ComponentType _type;

    /// <inheritdoc cref="VectorReader.Of"/>
    public ComponentMessageReader(ComponentType type, VectorSource source, string file)
        : base(type.Name, type.Components, source, file) => _type = type;

    /// <inheritdoc/>
    public override MessageValues Read(ReadOnlyMemory<byte> cdr)
    {
        var (stamp, frame, all) = _type.Read(cdr);
        return Choose(stamp, frame, all);
    }
}

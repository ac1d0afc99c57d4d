using Robotics.Datasets;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.Tf2Msgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Takes the numbers of one source out of messages of one type.</summary>
internal abstract class VectorReader
{
    /// <summary>Types that can be a source.</summary>
    public static readonly IReadOnlyList<string> Types = [.. JointReader.Types, .. ComponentType.All.Keys, TFMessage.Type.Name];

    /// <summary>Names of the dimensions in the dataset [N].</summary>
    public abstract IReadOnlyList<string> Dimensions { get; }

    /// <summary>Numbers that a message gives.</summary>
    public abstract int Size { get; }

    /// <summary>Places of a quaternion's components among the dimensions [4]; empty without one.</summary>
    public virtual IReadOnlyList<int> Rotation => [];

    /// <summary>What a message must have.</summary>
    public abstract string Wanted { get; }

    /// <summary>Reads a message.</summary>
    /// <exception cref="CdrException">The bytes are no such message.</exception>
    public abstract MessageValues Read(ReadOnlyMemory<byte> cdr);

    /// <summary>The reader for a source.</summary>
    /// <param name="type">One of the <see cref="Types"/>.</param>
    /// <param name="source">What is wanted.</param>
    /// <param name="tree">Transforms between the source's coordinate frames; null where it names none.</param>
    /// <param name="file">The recording, for messages.</param>
    /// <exception cref="DataException">The source asks for what the type does not have.</exception>
    public static VectorReader Of(string type, VectorSource source, TransformTree? tree, string file)
    {
        if (tree is null == (type == TFMessage.Type.Name))
            throw new DataException(new Defect(
                file, $"topic {source.Topic} carries {type}, {(tree is null ? "the poses of many coordinate frames." : "which has no 'frames'.")}",
                tree is null ? "Say which pose is wanted, as in frames: [base_link, tool0]." : $"Leave them out, or map a topic of {TFMessage.Type.Name}."));
        VectorReader reader = tree is not null ? new TransformReader(tree, source, file)
            : ComponentType.All.TryGetValue(type, out var components) ? new ComponentMessageReader(components, source, file)
            : new JointReader(type, source, file);
        if (source.Names.Count > 0 && source.Names.Count != reader.Size)
            throw new DataException(new Defect(file, $"'names' has {source.Names.Count} names for the {reader.Size} numbers of {source.Topic} ({type}).", "Name each number once, or leave 'names' out."));
        return reader;
    }
}

using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Pose of one coordinate frame in another: p goes to q p q* + t. In double precision, as messages have it.</summary>
/// <param name="Translation">t, metres.</param>
/// <param name="Rotation">q, of unit norm.</param>
internal readonly record struct RigidTransform((double X, double Y, double Z) Translation, (double X, double Y, double Z, double W) Rotation)
{
    /// <summary>A frame in itself.</summary>
    public static RigidTransform Identity { get; } = new((0, 0, 0), (0, 0, 0, 1));

    /// <summary>Reads a message.</summary>
    public static RigidTransform Of(Transform message) => new(
        (message.Translation.X, message.Translation.Y, message.Translation.Z),
        (message.Rotation.X, message.Rotation.Y, message.Rotation.Z, message.Rotation.W));

    /// <summary>Pose of the other's frame in this one's parent, where the other is a pose in this one's frame.</summary>
    public RigidTransform Then(RigidTransform other)
    {
        var ((x, y, z, w), (a, b, c, d)) = (Rotation, other.Rotation);
        var (u, v, s) = Turn(other.Translation);
        return new RigidTransform(
            (Translation.X + u, Translation.Y + v, Translation.Z + s),
            (w * a + x * d + y * c - z * b, w * b - x * c + y * d + z * a, w * c + x * b - y * a + z * d, w * d - x * a - y * b - z * c));
    }

    /// <summary>Pose of the parent in the frame.</summary>
    public RigidTransform Inverse()
    {
        var back = new RigidTransform((0, 0, 0), (-Rotation.X, -Rotation.Y, -Rotation.Z, Rotation.W));
        var (x, y, z) = back.Turn(Translation);
        return back with { Translation = (-x, -y, -z) };
    }

    /// <summary>x, y, z, qx, qy, qz, qw.</summary>
    public double[] Numbers() => [Translation.X, Translation.Y, Translation.Z, Rotation.X, Rotation.Y, Rotation.Z, Rotation.W];

    // p + 2w (v x p) + 2 v x (v x p) with v the quaternion's vector
    private (double X, double Y, double Z) Turn((double X, double Y, double Z) p)
    {
        var (x, y, z, w) = Rotation;
        var (a, b, c) = (2 * (y * p.Z - z * p.Y), 2 * (z * p.X - x * p.Z), 2 * (x * p.Y - y * p.X));
        return (p.X + w * a + y * c - z * b, p.Y + w * b + z * a - x * c, p.Z + w * c + x * b - y * a);
    }
}

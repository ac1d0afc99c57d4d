using System.Numerics;
using Robotics.RobotBridge.Recordings;
using Quaternion = System.Numerics.Quaternion;
using Vector3 = System.Numerics.Vector3;

namespace Robotics.RobotBridge.Tests.Recordings;

public sealed class RigidTransformTests
{
    private const float Tolerance = 1e-5f;
    private readonly Random _random = new(5);

    [Fact]
    public void Transforms_follow_each_other_as_matrices_do()
    {
        for (var i = 0; i < 100; i++)
        {
            var (a, b) = (Any(), Any());
            // System.Numerics multiplies rows from the left
            var expected = Matrix(b) * Matrix(a);
            Same(expected, Matrix(a.Then(b)));
            Assert.True(Matrix4x4.Invert(Matrix(a), out var inverse));
            Same(inverse, Matrix(a.Inverse()));
        }
    }

    [Fact]
    public void A_transform_and_its_inverse_cancel_out()
    {
        for (var i = 0; i < 100; i++)
        {
            var a = Any();
            foreach (var (expected, actual) in RigidTransform.Identity.Numbers().Zip(a.Then(a.Inverse()).Numbers()))
                Assert.Equal(expected, actual, Tolerance);
        }
    }

    private static Matrix4x4 Matrix(RigidTransform transform)
    {
        var n = transform.Numbers().Select(number => (float)number).ToArray();
        return Matrix4x4.CreateFromQuaternion(new Quaternion(n[3], n[4], n[5], n[6])) * Matrix4x4.CreateTranslation(n[0], n[1], n[2]);
    }

    private static void Same(Matrix4x4 expected, Matrix4x4 actual)
    {
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                Assert.Equal(expected[row, column], actual[row, column], Tolerance);
    }

    private RigidTransform Any()
    {
        var q = Quaternion.CreateFromAxisAngle(Vector3.Normalize(new Vector3(Number(), Number(), Number())), 3 * Number());
        return new RigidTransform((Number(), Number(), Number()), (q.X, q.Y, q.Z, q.W));
    }

    private float Number() => 2 * _random.NextSingle() - 1;
}

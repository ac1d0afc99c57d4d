namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// Signs of quaternions. q and -q are one rotation, and senders change between them at will; a policy that regresses the
/// numbers would learn a jump where nothing jumped.
/// </summary>
internal static class RotationSigns
{
    /// <summary>Gives every quaternion the sign that brings it nearer to the one before.</summary>
    /// <param name="rows">Vectors in order of time [M * size].</param>
    /// <param name="size">Numbers of a vector.</param>
    /// <param name="rotation">Places of the quaternion in a vector [4].</param>
    public static void MakeContinuous(Span<float> rows, int size, IReadOnlyList<int> rotation)
    {
        for (var at = size; at < rows.Length; at += size)
            if (AreOpposed(rows.Slice(at - size, size), rows.Slice(at, size), rotation))
                Negate(rows.Slice(at, size), rotation);
    }

    /// <summary>Gives all quaternions of an episode the sign that brings the first nearer to that of another episode.</summary>
    /// <param name="reference">First vector of the other episode [N].</param>
    /// <param name="episode">Vectors in order of time [T][N].</param>
    /// <param name="rotations">Places of each quaternion in a vector [4].</param>
    public static void Match(float[] reference, float[][] episode, IReadOnlyList<IReadOnlyList<int>> rotations)
    {
        foreach (var rotation in rotations)
            if (AreOpposed(reference, episode[0], rotation))
                foreach (var row in episode)
                    Negate(row, rotation);
    }

    private static bool AreOpposed(ReadOnlySpan<float> one, ReadOnlySpan<float> other, IReadOnlyList<int> rotation)
    {
        var product = 0.0;
        foreach (var place in rotation)
            product += (double)one[place] * other[place];
        return product < 0;
    }

    private static void Negate(Span<float> row, IReadOnlyList<int> rotation)
    {
        foreach (var place in rotation)
            row[place] = -row[place];
    }
}

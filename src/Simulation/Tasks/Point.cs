namespace Robotics.Simulation.Tasks;

/// <summary>A point or displacement in the arm's frame: x forward, y left, z up, metres.</summary>
public readonly record struct Point(double X, double Y, double Z)
{
    /// <summary>Length of the displacement.</summary>
    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));

    /// <summary>Sum of two displacements.</summary>
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Displacement from b to a.</summary>
    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>A displacement scaled.</summary>
    public static Point operator *(Point a, double scale) => new(a.X * scale, a.Y * scale, a.Z * scale);

    /// <summary>Distance regardless of height.</summary>
    public double HorizontalDistance(Point other) => Math.Sqrt(
        ((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));

    /// <summary>The same place at another height.</summary>
    public Point AtHeight(double z) => this with { Z = z };
}

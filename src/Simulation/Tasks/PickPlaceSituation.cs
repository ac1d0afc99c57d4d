namespace Robotics.Simulation.Tasks;

/// <summary>What the simulator knows at one moment; experts and the ground truth read it, models never do.</summary>
/// <param name="Tcp">Point between the fingertips, m.</param>
/// <param name="Target">Commanded position of that point, m.</param>
/// <param name="Yaw">The hand's turn about the vertical, rad.</param>
/// <param name="Opening">Distance of a finger from the hand's middle, m.</param>
/// <param name="Cube">The cube's centre, m.</param>
/// <param name="CubeYaw">The cube's turn about the vertical, rad.</param>
public readonly record struct PickPlaceSituation(
    Point Tcp, Point Target, double Yaw, double Opening, Point Cube, double CubeYaw)
{
    /// <summary>Horizontal distance from the hand to the cube, m.</summary>
    public double ReachOffset => Tcp.HorizontalDistance(Cube);

    /// <summary>Horizontal distance from the cube to the middle of the goal, m.</summary>
    public double GoalOffset => Cube.HorizontalDistance(new Point(PickPlaceScene.Goal.X, PickPlaceScene.Goal.Y, 0));

    /// <summary>Height of the cube above where it rests on the table, m.</summary>
    public double Lift => Cube.Z - PickPlaceScene.CubeHalf;
}

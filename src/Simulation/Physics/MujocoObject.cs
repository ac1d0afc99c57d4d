namespace Robotics.Simulation.Physics;

/// <summary>Kinds of named model elements; the values are mjtObj's.</summary>
public enum MujocoObject
{
    /// <summary>A body.</summary>
    Body = 1,

    /// <summary>A joint.</summary>
    Joint = 3,

    /// <summary>A geom.</summary>
    Geom = 5,

    /// <summary>A site.</summary>
    Site = 6,

    /// <summary>A camera.</summary>
    Camera = 7,

    /// <summary>A light.</summary>
    Light = 8,

    /// <summary>An actuator.</summary>
    Actuator = 18,
}

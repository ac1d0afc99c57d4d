namespace Robotics.Simulation.Physics;

/// <summary>Situations in which MuJoCo goes on but its result cannot be trusted; the values are mjtWarning's.</summary>
public enum MujocoWarning
{
    /// <summary>The inertia matrix is nearly singular.</summary>
    SingularInertia = 0,

    /// <summary>More contacts than nconmax; the rest was ignored.</summary>
    ContactsFull = 1,

    /// <summary>More constraints than njmax; the rest was ignored.</summary>
    ConstraintsFull = 2,

    /// <summary>A position is not finite or too large; the state was reset.</summary>
    BadPosition = 4,

    /// <summary>A velocity is not finite or too large; the state was reset.</summary>
    BadVelocity = 5,

    /// <summary>An acceleration is not finite or too large; the state was reset.</summary>
    BadAcceleration = 6,

    /// <summary>A control is not finite; controls were set to zero.</summary>
    BadControl = 7,
}

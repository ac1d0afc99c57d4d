using System.Runtime.InteropServices;

namespace Robotics.Simulation.Physics;

/// <summary>The state of one simulation of a model. Spans are views of native memory: valid until the data is disposed.</summary>
public sealed unsafe partial class MujocoData : SafeHandle
{
    private static readonly MujocoWarning[] Warnings = Enum.GetValues<MujocoWarning>();

    /// <summary>Starts at the model's initial state.</summary>
    public MujocoData(MujocoModel model)
        : base(0, ownsHandle: true)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        SetHandle((nint)NativeMujoco.mj_makeData(model.Pointer));
        if (IsInvalid)
            throw new MujocoException("MuJoCo could not allocate the state of a simulation.");
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>What is simulated.</summary>
    public MujocoModel Model { get; }

    /// <summary>Seconds simulated since the reset.</summary>
    public double Time => *(double*)(Pointer + MujocoLayout.DataTime);

    /// <summary>Contacts in the current state.</summary>
    public int ContactCount => *(int*)(Pointer + MujocoLayout.DataContactCount);

    /// <summary>Scalar constraints in the current state.</summary>
    public int ConstraintCount => *(int*)(Pointer + MujocoLayout.DataConstraintCount);

    internal byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (byte*)handle;
        }
    }

    /// <summary>Back to the initial state; clears the warnings.</summary>
    public void Reset() => NativeMujoco.mj_resetData(Model.Pointer, Pointer);

    /// <summary>Everything that follows from positions, velocities and controls, without moving on.</summary>
    public void Forward() => NativeMujoco.mj_forward(Model.Pointer, Pointer);

    /// <summary>One physics step.</summary>
    public void Step() => NativeMujoco.mj_step(Model.Pointer, Pointer);

    /// <summary>Poses of bodies and sites, and what Jacobians need, from the positions alone.</summary>
    public void ForwardKinematics()
    {
        NativeMujoco.mj_kinematics(Model.Pointer, Pointer);
        NativeMujoco.mj_comPos(Model.Pointer, Pointer);
    }

    /// <summary>Poses of cameras and lights, after <see cref="ForwardKinematics"/>; drawing needs them.</summary>
    public void ForwardCameras() => NativeMujoco.mj_camlight(Model.Pointer, Pointer);

    /// <summary>How a site moves with the degrees of freedom, both [3, nv].</summary>
    public void SiteJacobian(int site, Span<double> position, Span<double> rotation)
    {
        int size = 3 * Model.Nv;
        if (position.Length != size || rotation.Length != size)
            throw new ArgumentException($"A Jacobian of this model has {size} elements.");
        fixed (double* p = position, r = rotation)
            NativeMujoco.mj_jacSite(Model.Pointer, Pointer, p, r, site);
    }

    /// <summary>How often a warning was raised since the reset.</summary>
    public int WarningCount(MujocoWarning warning) => *(int*)(
        Pointer + MujocoLayout.DataWarnings + (MujocoLayout.WarningStride * (int)warning) + MujocoLayout.WarningNumber);

    /// <summary>Why the physics since the reset cannot be trusted; null when it can.</summary>
    public string? Fault()
    {
        foreach (MujocoWarning warning in Warnings)
        {
            if (WarningCount(warning) is var count and > 0)
                return $"MuJoCo raised {warning} {count} times";
        }

        return null;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMujoco.mj_deleteData((byte*)handle);
        return true;
    }
}

using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Tasks;

/// <summary>
/// The arm between joint angles and hand poses, both ways, on a private copy of the kinematics. The inverse is damped least
/// squares (Nakamura and Hanafusa 1986). The hand always points down; position and turn about the vertical are free.
/// </summary>
internal sealed class HandKinematics : IDisposable
{
    /// <summary>Joints of the arm, without the fingers.</summary>
    internal const int Joints = 6;

    private const double Damping = 1e-3;
    private const double LargestStep = .15; // rad an iteration
    private const double Tolerance = 1e-4; // m and rad, far below what the servos hold

    private static readonly double[] HomeGuess = [0, .2, 1.4, 0, 1.54, 0];

    private readonly MujocoData _kinematics;
    private readonly int _site;
    private readonly double[] _position;
    private readonly double[] _rotation;
    private readonly double[] _jacobian = new double[Joints * Joints];
    private readonly double[] _normal = new double[Joints * Joints];
    private readonly double[] _error = new double[Joints];

    /// <summary>For the arm whose joints are the model's first six.</summary>
    internal HandKinematics(MujocoModel model)
    {
        _kinematics = new MujocoData(model);
        _site = model.Id(MujocoObject.Site, "tcp");
        _position = new double[3 * model.Nv];
        _rotation = new double[3 * model.Nv];
    }

    /// <summary>Joint angles [6] near which every pose within reach is found.</summary>
    internal static ReadOnlySpan<double> Home => HomeGuess;

    /// <summary>The nearest position that the hand may be sent to.</summary>
    internal static Point WithinReach(Point target) => new(
        Math.Clamp(target.X, .2, .65), Math.Clamp(target.Y, -.4, .4), Math.Clamp(target.Z, .015, .45));

    /// <summary>The hand's turn about the vertical, rad, of a site's rotation [9].</summary>
    internal static double Yaw(ReadOnlySpan<double> rotation) => Math.Atan2(-rotation[1], rotation[4]);

    /// <summary>Where joint angles [6] bring the hand, and its turn about the vertical.</summary>
    internal (Point Position, double Yaw) Pose(ReadOnlySpan<double> joints)
    {
        joints.CopyTo(_kinematics.Qpos);
        _kinematics.ForwardKinematics();
        ReadOnlySpan<double> position = _kinematics.SiteXpos.Slice(_site * 3, 3);
        return (new Point(position[0], position[1], position[2]), Yaw(_kinematics.SiteXmat.Slice(_site * 9, 9)));
    }

    /// <summary>Moves the joint angles [6] towards the pose until it is met or the iterations are used up.</summary>
    internal void Solve(Span<double> joints, Point target, double yaw, int atMost)
    {
        for (int i = 0; i < atMost; i++)
        {
            joints.CopyTo(_kinematics.Qpos);
            _kinematics.ForwardKinematics();
            MeasureError(target, yaw);
            if (!Array.Exists(_error, error => Math.Abs(error) > Tolerance))
                return;
            MeasureJacobian();
            SolveNormalEquations();
            Advance(joints);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _kinematics.Dispose();

    private void MeasureError(Point target, double yaw)
    {
        ReadOnlySpan<double> position = _kinematics.SiteXpos.Slice(_site * 3, 3);
        ReadOnlySpan<double> pose = _kinematics.SiteXmat.Slice(_site * 9, 9);
        (double sin, double cos) = Math.SinCos(yaw);
        // columns of the wanted orientation: x backwards, y along the opening turned by yaw, z down
        ReadOnlySpan<double> wanted = [-cos, -sin, 0, -sin, cos, 0, 0, 0, -1];
        _error[0] = target.X - position[0];
        _error[1] = target.Y - position[1];
        _error[2] = target.Z - position[2];
        _error.AsSpan(3).Clear();
        for (int axis = 0; axis < 3; axis++)
        {
            (double x, double y, double z) = (pose[axis], pose[3 + axis], pose[6 + axis]);
            ReadOnlySpan<double> w = wanted.Slice(axis * 3, 3);
            _error[3] += .5 * ((y * w[2]) - (z * w[1]));
            _error[4] += .5 * ((z * w[0]) - (x * w[2]));
            _error[5] += .5 * ((x * w[1]) - (y * w[0]));
        }
    }

    private void MeasureJacobian()
    {
        int freedoms = _kinematics.Model.Nv;
        _kinematics.SiteJacobian(_site, _position, _rotation);
        for (int row = 0; row < 3; row++)
        {
            for (int joint = 0; joint < Joints; joint++)
            {
                _jacobian[(row * Joints) + joint] = _position[(row * freedoms) + joint];
                _jacobian[((row + 3) * Joints) + joint] = _rotation[(row * freedoms) + joint];
            }
        }
    }

    /// <summary>(J Jᵀ + damping I) x = error by Gaussian elimination; the matrix is positive definite, so no pivoting.</summary>
    private void SolveNormalEquations()
    {
        for (int r = 0; r < Joints; r++)
        {
            for (int c = 0; c < Joints; c++)
            {
                double sum = r == c ? Damping : 0;
                for (int k = 0; k < Joints; k++)
                    sum += _jacobian[(r * Joints) + k] * _jacobian[(c * Joints) + k];
                _normal[(r * Joints) + c] = sum;
            }
        }

        for (int i = 0; i < Joints; i++)
        {
            for (int r = i + 1; r < Joints; r++)
            {
                double factor = _normal[(r * Joints) + i] / _normal[(i * Joints) + i];
                for (int c = i; c < Joints; c++)
                    _normal[(r * Joints) + c] -= factor * _normal[(i * Joints) + c];
                _error[r] -= factor * _error[i];
            }
        }

        for (int i = Joints - 1; i >= 0; i--)
        {
            for (int c = i + 1; c < Joints; c++)
                _error[i] -= _normal[(i * Joints) + c] * _error[c];
            _error[i] /= _normal[(i * Joints) + i];
        }
    }

    private void Advance(Span<double> joints)
    {
        for (int joint = 0; joint < Joints; joint++)
        {
            double step = 0;
            for (int r = 0; r < Joints; r++)
                step += _jacobian[(r * Joints) + joint] * _error[r];
            joints[joint] += Math.Clamp(step, -LargestStep, LargestStep);
        }
    }
}

using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Tasks;

/// <summary>
/// What differs from episode to episode without mattering to the task: light, colours, distractors, small camera
/// shifts. Written into the compiled model's fields, so nothing is compiled again; physics does not feel any of it.
/// </summary>
internal sealed class SceneVariation
{
    // a degree at a metre moves the cube by 2 cm in the picture, half the gripper's play: that would vary the task, not its look
    private const double CameraShift = .004; // m
    private const double CameraTurn = .2 * Math.PI / 180;
    private const double ClearOfCube = .045;
    private const double ClearOfGoal = .085;
    private const double ClearOfEachOther = .06;

    private readonly MujocoModel _model;
    private readonly float[] _colours;
    private readonly double[] _geomPositions;
    private readonly double[] _cameraPositions;
    private readonly double[] _cameraTurns;
    private readonly double[] _lightPositions;
    private readonly double[] _lightDirections;
    private readonly float[] _lightStrengths;

    internal SceneVariation(MujocoModel model)
    {
        _model = model;
        _colours = model.GeomRgba.ToArray();
        _geomPositions = model.GeomPos.ToArray();
        _cameraPositions = model.CamPos.ToArray();
        _cameraTurns = model.CamQuat.ToArray();
        _lightPositions = model.LightPos.ToArray();
        _lightDirections = model.LightDir.ToArray();
        _lightStrengths = model.LightDiffuse.ToArray();
    }

    /// <summary>Sets the look of one episode.</summary>
    /// <param name="random">The stream of this purpose.</param>
    /// <param name="scale">0 leaves the scene as it was compiled, 1 varies it fully.</param>
    internal void Apply(SeededRandom random, double scale)
    {
        Light(random, scale);
        Colours(random, scale);
        PlaceDistractors(random, scale);
        ShiftCameras(random, scale);
    }

    private void Light(SeededRandom random, double scale)
    {
        double strength = 1 + random.Around(.35 * scale);
        for (int i = 0; i < _lightPositions.Length; i++)
        {
            _model.LightPos[i] = _lightPositions[i] + random.Around(.5 * scale);
            _model.LightDir[i] = _lightDirections[i] + random.Around(.3 * scale);
            _model.LightDiffuse[i] = (float)(_lightStrengths[i] * strength * (1 + random.Around(.08 * scale)));
        }
    }

    private void Colours(SeededRandom random, double scale)
    {
        Tint("table", random, .18 * scale);
        Tint("floor", random, .25 * scale);
        double shade = 1 + random.Around(.2 * scale);
        for (int i = 0; i <= 5; i++)
            Tint($"arm{i}", random, .06 * scale, shade);
        Paint("cube", random.Around(20 * scale), .82 + random.Around(.1 * scale), .85 + random.Around(.1 * scale));
        Paint("goal", 130 + random.Around(25 * scale), .75 + random.Around(.15 * scale), .8 + random.Around(.12 * scale));
        // hues far from the cube's and the goal's
        for (int i = 0; i < PickPlaceScene.Distractors; i++)
            Paint($"distractor{i}", 235 + (i * 20) - 20 + random.Around(45 * scale), .6 + random.Around(.3 * scale), .7 + random.Around(.25 * scale));
    }

    private void PlaceDistractors(SeededRandom random, double scale)
    {
        int shown = scale > 0 ? PickPlaceScene.Distractors - random.Below(2) : 0;
        var places = new List<Point>();
        for (int i = 0; i < PickPlaceScene.Distractors; i++)
        {
            int geom = _model.Id(MujocoObject.Geom, $"distractor{i}");
            Point place = FreePlace(random, places);
            places.Add(place);
            _model.GeomPos[geom * 3] = place.X;
            _model.GeomPos[(geom * 3) + 1] = place.Y;
            _model.GeomPos[(geom * 3) + 2] = _geomPositions[(geom * 3) + 2];
            if (i >= shown)
                _model.GeomRgba[(geom * 4) + 3] = 0;
        }
    }

    /// <summary>On the table in view of the cameras, away from cube, goal and other distractors.</summary>
    private static Point FreePlace(SeededRandom random, List<Point> taken)
    {
        var (minX, maxX, minY, maxY) = PickPlaceScene.CubeArea;
        var goal = new Point(PickPlaceScene.Goal.X, PickPlaceScene.Goal.Y, 0);
        while (true)
        {
            var place = new Point(random.Uniform(.24, .60), random.Uniform(-.30, .26), 0);
            bool amongCubes = place.X > minX - ClearOfCube && place.X < maxX + ClearOfCube
                && place.Y > minY - ClearOfCube && place.Y < maxY + ClearOfCube;
            if (!amongCubes && place.HorizontalDistance(goal) > ClearOfGoal
                && taken.TrueForAll(other => other.HorizontalDistance(place) > ClearOfEachOther))
            {
                return place;
            }
        }
    }

    private void ShiftCameras(SeededRandom random, double scale)
    {
        for (int i = 0; i < _cameraPositions.Length; i++)
            _model.CamPos[i] = _cameraPositions[i] + random.Around(CameraShift * scale);
        for (int camera = 0; camera < _cameraTurns.Length / 4; camera++)
        {
            // the camera's pose times a small turn, written (1, half angles)
            double x = random.Around(CameraTurn * scale / 2), y = random.Around(CameraTurn * scale / 2), z = random.Around(CameraTurn * scale / 2);
            ReadOnlySpan<double> q = _cameraTurns.AsSpan(camera * 4, 4);
            Span<double> turned = _model.CamQuat.Slice(camera * 4, 4);
            double length = Math.Sqrt(1 + (x * x) + (y * y) + (z * z));
            turned[0] = (q[0] - (q[1] * x) - (q[2] * y) - (q[3] * z)) / length;
            turned[1] = (q[1] + (q[0] * x) + (q[2] * z) - (q[3] * y)) / length;
            turned[2] = (q[2] + (q[0] * y) + (q[3] * x) - (q[1] * z)) / length;
            turned[3] = (q[3] + (q[0] * z) + (q[1] * y) - (q[2] * x)) / length;
        }
    }

    private void Tint(string geom, SeededRandom random, double extent, double shade = 1)
    {
        int start = _model.Id(MujocoObject.Geom, geom) * 4;
        double all = shade * (1 + random.Around(extent));
        for (int channel = start; channel < start + 3; channel++)
            _model.GeomRgba[channel] = (float)Math.Clamp(_colours[channel] * all * (1 + random.Around(extent / 2)), 0, 1);
    }

    /// <summary>Hue in degrees, saturation and brightness in [0, 1].</summary>
    private void Paint(string geom, double hue, double saturation, double brightness)
    {
        int start = _model.Id(MujocoObject.Geom, geom) * 4;
        for (int channel = 0; channel < 3; channel++)
        {
            double sector = ((hue / 60) + 6 + (channel switch { 0 => 5, 1 => 3, _ => 1 })) % 6;
            double ramp = Math.Clamp(Math.Min(sector, 4 - sector), 0, 1);
            _model.GeomRgba[start + channel] = (float)(brightness * (1 - (saturation * ramp)));
        }

        _model.GeomRgba[start + 3] = 1;
    }
}

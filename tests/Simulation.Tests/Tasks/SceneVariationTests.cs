using Robotics.Simulation.Physics;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Tests.Tasks;

public sealed class SceneVariationTests
{
    [Fact]
    public void Without_variation_cameras_and_lights_stay_as_they_were_compiled()
    {
        using var compiled = MujocoModel.FromXml(PickPlaceScene.Xml());
        using var simulation = new PickPlaceSimulation();
        simulation.Reset(7, variation: 0);
        var model = simulation.Model;
        Assert.Equal(compiled.CamPos.ToArray(), model.CamPos.ToArray());
        Assert.Equal(compiled.CamQuat.ToArray(), model.CamQuat.ToArray());
        Assert.Equal(compiled.LightPos.ToArray(), model.LightPos.ToArray());
        Assert.Equal(compiled.LightDir.ToArray(), model.LightDir.ToArray());
        Assert.Equal(compiled.LightDiffuse.ToArray(), model.LightDiffuse.ToArray());
    }

    [Fact]
    public void Cameras_shift_by_millimetres_and_turn_by_fractions_of_a_degree()
    {
        using var compiled = MujocoModel.FromXml(PickPlaceScene.Xml());
        using var simulation = new PickPlaceSimulation();
        for (ulong seed = 1; seed <= 50; seed++)
        {
            simulation.Reset(seed, variation: 1);
            var model = simulation.Model;
            for (int i = 0; i < model.CamPos.Length; i++)
                Assert.Equal(compiled.CamPos[i], model.CamPos[i], .004 + 1e-12);
            for (int camera = 0; camera < model.CamQuat.Length / 4; camera++)
            {
                double[] turned = model.CamQuat.Slice(camera * 4, 4).ToArray(), before = compiled.CamQuat.Slice(camera * 4, 4).ToArray();
                Assert.Equal(1, Math.Sqrt(turned.Sum(q => q * q)), 1e-12);
                double angle = 2 * Math.Acos(Math.Min(1, Math.Abs(turned.Zip(before, (a, b) => a * b).Sum()))) * 180 / Math.PI;
                Assert.InRange(angle, 1e-4, .2 * Math.Sqrt(3));
            }
        }
    }
}

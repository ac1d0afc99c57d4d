using System.Diagnostics;
using Robotics.Datasets.Tests.Fixtures;
using Robotics.Simulation.Physics;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Tests.Physics;

public sealed class MujocoTests
{
    [Fact]
    public void A_missing_library_names_the_package_to_install()
    {
        var fault = Assert.Throws<MujocoException>(() => MujocoLibrary.Load("libmujoco.so.0.0.0"));
        Assert.Contains("apt-get install libmujoco2.2.2", fault.Message);
    }

    [Fact]
    public void Another_version_is_refused_by_name()
    {
        var fault = Assert.Throws<MujocoException>(() => MujocoLibrary.CheckVersion(300));
        Assert.Contains("300", fault.Message);
        Assert.Contains("libmujoco2.2.2", fault.Message);
    }

    [Fact]
    public void Broken_xml_is_an_exception_with_the_compilers_reason()
    {
        Assert.Contains("XML", Assert.Throws<MujocoException>(() => MujocoModel.FromXml("<mujoco")).Message);
        Assert.Contains("nonsense", Assert.Throws<MujocoException>(() => MujocoModel.FromXml("<mujoco><worldbody><nonsense/></worldbody></mujoco>")).Message);
    }

    [Fact]
    public void An_unknown_name_is_an_exception()
    {
        using var model = MujocoModel.FromXml(PickPlaceScene.Xml());
        Assert.Contains("'nobody'", Assert.Throws<MujocoException>(() => model.Id(MujocoObject.Body, "nobody")).Message);
    }

    [Fact]
    public void A_disposed_model_cannot_be_read()
    {
        var model = MujocoModel.FromXml(PickPlaceScene.Xml());
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Nq);
    }

    [Fact]
    public void The_layout_fits_the_library()
    {
        using var model = MujocoModel.FromXml(
            """<mujoco><worldbody><body pos="0 0 5"><freejoint/><geom size=".1" rgba=".25 .5 .75 1"/></body></worldbody></mujoco>""");
        using var data = new MujocoData(model);
        Assert.Equal((7, 6, 1), (model.Nq, model.Nv, model.Ngeom));
        Assert.Equal([.25f, .5f, .75f, 1], model.GeomRgba.ToArray());
        for (int step = 0; step < 250; step++)
            data.Step();
        // half a second of free fall by semi-implicit Euler: g dt² n (n + 1) / 2
        double fallen = 9.81 * model.Timestep * model.Timestep * 250 * 251 / 2;
        Assert.Equal(5 - fallen, data.Qpos[2], 1e-9);
        Assert.Equal(.5, data.Time, 1e-9);
        Assert.Null(data.Fault());
    }

    [Fact]
    public void The_generated_layout_is_what_the_generator_prints_today()
    {
        string physics = Path.Combine(RepositoryFolder.Root, "src", "Simulation", "Physics");
        Assert.SkipUnless(File.Exists("/usr/include/mujoco/mujoco.h") && File.Exists("/usr/bin/gcc"), "needs gcc and libmujoco-dev");
        string generator = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Run("gcc", [Path.Combine(physics, "Generator", "mujoco_layout.c"), "-o", generator]);
            Assert.Equal(File.ReadAllText(Path.Combine(physics, "MujocoLayout.g.cs")), Run(generator, []));
        }
        finally
        {
            File.Delete(generator);
        }
    }

    private static string Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

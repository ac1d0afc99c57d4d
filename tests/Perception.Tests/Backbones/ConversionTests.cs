using CsCheck;
using Robotics.Datasets;
using Robotics.Datasets.Tests.Fixtures;
using Robotics.Perception.Backbones;
using Robotics.Perception.Backbones.Conversion;
using Robotics.Perception.Backbones.Installation;
using Robotics.Perception.Tests.Support;

namespace Robotics.Perception.Tests.Backbones;

public sealed class ConversionTests
{
    [Fact]
    public void The_installed_backbone_gives_the_numbers_of_an_independent_conversion()
    {
        string reference = SharedRecordings.Find("backbone/mobilenetv2-openimages.onnx");
        var installed = new InstalledBackbones(Path.Combine(RepositoryFolder.Root, "models", "backbones"));
        if (installed.Names().Count == 0) Assert.Skip("needs: robotics backbone add mobilenetv2-openimages");
        using var own = new OnnxBackbone(new BackboneSettings { SpatialGrid = 4 }, installed);
        using var other = new OnnxBackbone(new BackboneSettings { Model = reference }, installed);
        Assert.Equal(1280 + 4 * 4 * 32, own.Dimension);
        var image = new RgbImage(128, 128, SyntheticClip.Frame(1234));
        var (features, expected) = (new Half[own.Dimension], new Half[1280]);
        own.Embed([image], features);
        other.Embed([image], expected);
        Assert.Contains(expected, value => value > (Half)0.1);
        Assert.All(expected.Zip(features), pair => Assert.Equal((double)pair.First, (double)pair.Second, 2e-3));
    }

    [Fact]
    public void Damaged_model_files_are_refused_and_never_read_out_of_bounds() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        Assert.Throws<DataException>(() => TfliteBackbone.ToOnnx(bytes, 1280));
    });

    [Fact]
    public void Offsets_that_point_everywhere_are_refused() => Gen.Int[0, 60].Array[4, 100].Sample(words =>
    {
        byte[] bytes = [.. words.SelectMany(word => BitConverter.GetBytes(word))];
        Assert.Throws<DataException>(() => TfliteBackbone.ToOnnx(bytes, 1280));
    });

    [Fact]
    public async Task A_download_is_kept_only_with_the_right_checksum()
    {
        using var scratch = new ScratchFolder();
        byte[] model = File.ReadAllBytes(TinyNetwork.Write(scratch.File("tiny.onnx")));
        string checksum = FfmpegTool.Run("sha256sum", scratch.File("tiny.onnx")).Split(' ')[0];
        using var site = new OneFileSite(model);
        var installed = new InstalledBackbones(scratch.File("models"));
        var install = new BackboneInstall(installed);
        string wrong = new('0', 64);
        var fault = await Assert.ThrowsAsync<DataException>(() => install.AddAsync($"{site.Address}clip.onnx#sha256={wrong}", null, CancellationToken.None));
        Assert.Contains(checksum, fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(installed.Folder));
        Assert.Equal("clip", await install.AddAsync($"{site.Address}clip.onnx#sha256={checksum}", null, CancellationToken.None));
        Assert.Equal(model, File.ReadAllBytes(installed.FileOf("clip")));
    }

    [Fact]
    public async Task A_file_is_installed_with_its_checksum_and_stays()
    {
        using var scratch = new ScratchFolder();
        string source = TinyNetwork.Write(scratch.File("tiny.onnx"));
        var installed = new InstalledBackbones(scratch.File("models"));
        var install = new BackboneInstall(installed);
        Assert.Equal("tiny", await install.AddAsync(source, null, CancellationToken.None));
        Assert.Equal(["tiny"], installed.Names());
        string[] line = File.ReadAllText(installed.FileOf("tiny") + ".sha256").Split("  ");
        Assert.Equal(FfmpegTool.Run("sha256sum", source).Split(' ')[0], line[0]);
        Assert.Equal("tiny.onnx\n", line[1]);
        Assert.Equal(2, Directory.GetFiles(installed.Folder).Length);
    }

    [Fact]
    public async Task A_model_whose_weights_lie_in_other_files_is_not_installed_without_them()
    {
        using var scratch = new ScratchFolder();
        string source = TinyNetwork.WriteWithExternalWeight(scratch.File("large.onnx"), "large.onnx.data");
        var installed = new InstalledBackbones(scratch.File("models"));
        var fault = await Assert.ThrowsAsync<DataException>(() => new BackboneInstall(installed).AddAsync(source, null, CancellationToken.None));
        Assert.Contains("large.onnx.data", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(installed.Folder));
    }

    [Theory]
    [InlineData("no-such-backbone")]
    [InlineData("https://models.invalid/clip.onnx")]
    [InlineData("https://models.invalid/clip.onnx#sha256=0123")]
    public async Task Sources_that_cannot_be_trusted_are_refused(string source)
    {
        using var scratch = new ScratchFolder();
        var install = new BackboneInstall(new InstalledBackbones(scratch.Path));
        await Assert.ThrowsAsync<DataException>(() => install.AddAsync(source, null, CancellationToken.None));
        Assert.Empty(Directory.GetFiles(scratch.Path));
    }
}

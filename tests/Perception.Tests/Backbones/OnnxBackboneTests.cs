using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Perception.Tests.Support;

namespace Robotics.Perception.Tests.Backbones;

public sealed class OnnxBackboneTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Pooled_features_are_the_networks_own()
    {
        using var backbone = new OnnxBackbone(Tiny(), new InstalledBackbones(_scratch.Path));
        var image = Uniform(32, 32, 255, 0, 51);
        var features = new Half[backbone.Dimension];
        backbone.Embed([image], features);
        Assert.Equal([1.0, -1.0, -0.6], features.Select(value => Math.Round((double)value, 3)));
    }

    [Fact]
    public void The_spatial_part_tells_left_from_right_where_pooled_features_do_not()
    {
        using var backbone = new OnnxBackbone(Tiny() with { SpatialGrid = 4, SpatialChannels = 6 }, new InstalledBackbones(_scratch.Path));
        Assert.Equal(3 + 4 * 4 * 6, backbone.Dimension);
        var features = new Half[2 * backbone.Dimension];
        backbone.Embed([WithBlock(0), WithBlock(24)], features);
        var (left, right) = (features[..backbone.Dimension], features[backbone.Dimension..]);
        Assert.Equal(left[..3], right[..3]);
        Assert.NotEqual(left[3..], right[3..]);
        // the block's cell moves from column 0 to column 3 of the first row, and takes its values along
        Assert.Equal(left[3..9], right[(3 + 3 * 6)..(9 + 3 * 6)]);
    }

    [Fact]
    public void A_cell_is_the_map_times_fixed_directions()
    {
        using var backbone = new OnnxBackbone(Tiny() with { SpatialGrid = 1, SpatialChannels = 2000 }, new InstalledBackbones(_scratch.Path));
        var features = new Half[backbone.Dimension];
        backbone.Embed([Uniform(32, 32, 255, 255, 0)], features);
        // a Gaussian projection scaled by 1/sqrt(C) makes the mean square of the results |x|^2 / C = 3 / 3
        Assert.Equal(1.0, features[3..].Average(value => (double)value * (double)value), 0.15);
        Assert.Equal(0.0, features[3..].Average(value => (double)value), 0.1);
    }

    [Fact]
    public void The_id_follows_weights_transform_and_pooling_and_nothing_else()
    {
        var installed = new InstalledBackbones(_scratch.Path);
        var plain = Tiny();
        string Id(BackboneSettings settings)
        {
            using var backbone = new OnnxBackbone(settings, installed);
            return backbone.Id;
        }
        string id = Id(plain);
        Assert.Equal(id, Id(plain with { BatchSize = 3, Threads = 2 }));
        BackboneSettings[] others = [plain with { InputSize = 64 }, plain with { Resize = ImageFit.ShortestEdge }, plain with { Mean = [0.5, 0.5, 0.4] }, plain with { SpatialGrid = 2 }];
        Assert.Equal(5, others.Select(Id).Append(id).Distinct().Count());
        File.AppendAllText(plain.Model, " ");
        Assert.NotEqual(id, BackboneIdentity.Of(plain, plain.Model));
    }

    [Fact]
    public void The_id_follows_weights_in_a_file_beside_the_model()
    {
        var settings = new BackboneSettings { Model = TinyNetwork.WriteWithExternalWeight(_scratch.File("large.onnx"), "large.onnx.data"), InputSize = 32, Outputs = new() { Map = "" } };
        (string Id, Half Value) With(float weight)
        {
            File.WriteAllBytes(_scratch.File("large.onnx.data"), BitConverter.GetBytes(weight));
            using var backbone = new OnnxBackbone(settings, new InstalledBackbones(_scratch.Path));
            var features = new Half[3];
            backbone.Embed([new RgbImage(32, 32, [.. Enumerable.Repeat((byte)255, 32 * 32 * 3)])], features);
            return (backbone.Id, features[0]);
        }
        var (one, two) = (With(1), With(2));
        Assert.Equal(((Half)1, (Half)2), (one.Value, two.Value));
        Assert.NotEqual(one.Id, two.Id);
        Assert.Equal(one.Id, With(1).Id);
    }

    [Fact]
    public void Names_of_files_beside_the_model_are_found_wherever_they_stand()
    {
        byte[] entry = [.. "\n\u0008location\u0012\u0006w.data"u8];
        foreach (int before in (int[])[0, 7, (1 << 20) - 10, (1 << 20) - 1, (1 << 20) + 200, 3 << 20])
        {
            File.WriteAllBytes(_scratch.File("model.onnx"), [.. new byte[before], .. entry]);
            Assert.Equal(["w.data"], ExternalWeights.Names(_scratch.File("model.onnx")));
        }
        File.WriteAllBytes(_scratch.File("model.onnx"), entry[..^1]);
        Assert.Empty(ExternalWeights.Names(_scratch.File("model.onnx")));
        File.WriteAllBytes(_scratch.File("model.onnx"), [.. "\n\u0008location\u0012\u0009/dev/zero"u8]);
        Assert.Empty(ExternalWeights.Files(_scratch.File("model.onnx")));
    }

    [Fact]
    public void Faults_name_file_and_output()
    {
        var installed = new InstalledBackbones(_scratch.Path);
        var missing = Assert.Throws<DataException>(() => new OnnxBackbone(new BackboneSettings(), installed));
        Assert.Contains("robotics backbone add mobilenetv2-openimages", missing.Message, StringComparison.Ordinal);
        var own = Assert.Throws<DataException>(() => installed.Locate("clip-vit-b32"));
        Assert.Contains("./robotics backbone add PATH/clip-vit-b32.onnx", own.Message, StringComparison.Ordinal);
        var output = Assert.Throws<DataException>(() => new OnnxBackbone(Tiny() with { Outputs = new() { Pooled = "embeds" } }, installed));
        Assert.Contains("features, map", output.Message, StringComparison.Ordinal);
        File.WriteAllText(_scratch.File("broken.onnx"), "no model");
        Assert.Contains("broken.onnx", Assert.Throws<DataException>(() => new OnnxBackbone(Tiny() with { Model = _scratch.File("broken.onnx") }, installed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_report_every_impossible_value()
    {
        var faults = new BackboneSettings { InputSize = 0, Std = [1, 0, 1], BatchSize = 0, SpatialGrid = 4, Outputs = new() { Map = "" } }.Faults().Select(fault => fault.Key);
        Assert.Equal(["input_size", "std", "outputs.map", "batch_size"], faults);
        Assert.Empty(new BackboneSettings().Faults());
    }

    [Fact]
    public void An_image_has_the_same_embedding_alone_and_in_a_batch()
    {
        string model = SharedRecordings.Find("backbone/mobilenetv2-openimages.onnx");
        using var backbone = new OnnxBackbone(new BackboneSettings { Model = model, Outputs = new() { Map = "" } }, new InstalledBackbones(_scratch.Path));
        RgbImage[] images = [.. Enumerable.Range(0, 5).Select(i => new RgbImage(128, 128, SyntheticClip.Frame(37 * i)))];
        var together = new Half[5 * 1280];
        backbone.Embed(images, together);
        for (int i = 0; i < images.Length; i++)
        {
            var alone = new Half[1280];
            backbone.Embed([images[i]], alone);
            Assert.Equal(alone, together[(i * 1280)..((i + 1) * 1280)]);
        }
    }

    private BackboneSettings Tiny() => new() { Model = TinyNetwork.Write(_scratch.File("tiny.onnx")), InputSize = 32, Outputs = new() };

    private static RgbImage Uniform(int width, int height, byte red, byte green, byte blue) =>
        new(width, height, [.. Enumerable.Range(0, width * height).SelectMany(_ => (byte[])[red, green, blue])]);

    private static RgbImage WithBlock(int left)
    {
        var image = Uniform(32, 32, 0, 0, 0);
        for (int y = 0; y < 8; y++) image.Pixels.AsSpan((y * 32 + left) * 3, 24).Fill(200);
        return image;
    }
}

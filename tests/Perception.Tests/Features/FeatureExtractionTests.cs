using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Perception.Features;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Features;

public sealed class FeatureExtractionTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_frame_of_every_view_is_embedded_once_and_reused_afterwards()
    {
        var views = Views();
        var store = new FeatureStore(_scratch.File("store"));
        using var backbone = new NumberBackbone();
        var first = FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None);
        Assert.Equal((3, 0, 57L, 0L), (first.Views, first.ReusedViews, first.Frames, first.ReusedFrames));
        Assert.Equal(57, backbone.Embedded);
        foreach (var (view, start) in views.Zip([100, 20, 0]))
        {
            using var stored = store.Open(view.Key(backbone.Id));
            Assert.Equal(Enumerable.Range(start, view.Frames), Enumerable.Range(0, view.Frames).Select(t => (int)stored.Frame(t)[0]));
        }
        var again = FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None);
        Assert.Equal((0, 3, 0L, 57L), (again.Views, again.ReusedViews, again.Frames, again.ReusedFrames));
        Assert.Equal(57, backbone.Embedded);
    }

    [Fact]
    public void A_changed_video_or_backbone_never_gives_a_stale_feature()
    {
        var views = Views();
        var store = new FeatureStore(_scratch.File("store"));
        using var backbone = new NumberBackbone();
        using var retrained = new NumberBackbone("number-v2");
        FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None);
        Assert.Equal(3, FeatureExtraction.Run(views, retrained, store, null, CancellationToken.None).Views);
        SyntheticClip.Write(views[0].Segment.Path, 300, 17);
        Assert.Equal(1, FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None).Views);
        using var stored = store.Open(views[0].Key(backbone.Id));
        Assert.Equal(300, (int)stored.Frame(0)[0]);
    }

    [Fact]
    public void Two_extractions_into_one_store_at_once_do_each_other_no_harm()
    {
        var views = Views();
        var store = new FeatureStore(_scratch.File("store"));
        using var backbone = new NumberBackbone();
        Parallel.For(0, 4, _ => FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None, parallel: 2));
        Assert.Equal(3, Directory.GetFiles(store.Directory, "*", SearchOption.AllDirectories).Length);
        using var stored = store.Open(views[0].Key(backbone.Id));
        Assert.Equal(100, (int)stored.Frame(0)[0]);
    }

    [Fact]
    public void A_bad_video_is_named_with_episode_and_frame_and_the_others_stay()
    {
        EpisodeView[] views = [.. Views(), new(9, "front", new VideoSegment(_scratch.File("b.mp4"), 0, 5), 50, 10)];
        var store = new FeatureStore(_scratch.File("store"));
        using var backbone = new NumberBackbone();
        var fault = Assert.Throws<DataException>(() => FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None, parallel: 1));
        Assert.Contains("b.mp4, episode 9, frame 40:", fault.Message, StringComparison.Ordinal);
        Assert.False(store.Contains(views[3].Key(backbone.Id)));
        Assert.Equal(3, FeatureExtraction.Run(views[..3], backbone, store, null, CancellationToken.None).ReusedViews);
        EpisodeView[] missing = [new(2, "side", new VideoSegment(_scratch.File("none.mp4"), 0, 5), 50, 10)];
        fault = Assert.Throws<DataException>(() => FeatureExtraction.Run(missing, backbone, store, null, CancellationToken.None));
        Assert.Contains("none.mp4, episode 2:", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Bad_videos_do_not_stop_the_others_and_all_are_told(int parallel)
    {
        var good = Views();
        string b = good[1].Segment.Path;
        // more bad ones than there are batches: each gives its buffers back
        EpisodeView[] bad = [.. Enumerable.Range(0, 25).Select(e => e % 2 == 0
            ? new EpisodeView(10 + e, "front", new VideoSegment(b, 0, 5), 50, 10)
            : new EpisodeView(10 + e, "side", new VideoSegment(_scratch.File("none.mp4"), 0, 5), 50, 10))];
        var store = new FeatureStore(_scratch.File("store"));
        using var backbone = new NumberBackbone();
        var fault = Assert.Throws<DataException>(() => FeatureExtraction.Run([.. bad, .. good], backbone, store, null, CancellationToken.None, parallel));
        Assert.StartsWith("25 of 28 views cannot be embedded", fault.Message, StringComparison.Ordinal);
        Assert.Contains("b.mp4, episode 10, frame 40:", fault.Message, StringComparison.Ordinal);
        Assert.Contains("none.mp4, episode 11:", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("and 5 more.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, FeatureExtraction.Run(good, backbone, store, null, CancellationToken.None).ReusedViews);
        Assert.Equal(3, Directory.GetFiles(store.Directory, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Cancelling_keeps_whole_views_only_and_a_second_run_completes()
    {
        var views = Views();
        var store = new FeatureStore(_scratch.File("store"));
        using var backbone = new NumberBackbone();
        using var cancel = new CancellationTokenSource();
        var progress = new Callback(state => { if (state.Frames >= 17) cancel.Cancel(); });
        Assert.ThrowsAny<OperationCanceledException>(() => FeatureExtraction.Run(views, backbone, store, progress, cancel.Token, parallel: 1));
        Assert.DoesNotContain(Directory.GetFiles(store.Directory, "*", SearchOption.AllDirectories), file => file.EndsWith(".partial", StringComparison.Ordinal));
        var rest = FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None);
        Assert.Equal(3, rest.Views + rest.ReusedViews);
        Assert.True(rest.Frames > 0);
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_when_its_view_is_done_again()
    {
        var views = Views();
        var store = new FeatureStore(_scratch.File("store"));
        using var backbone = new NumberBackbone();
        FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None);
        string file = Directory.GetFiles(store.Directory, "*.features", SearchOption.AllDirectories)[0];
        // no process has a number above the kernel's limit of 2^22
        string left = $"{file}.{Environment.MachineName}-99999999-1.partial";
        File.Move(file, left);
        Assert.Equal(1, FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None).Views);
        Assert.True(File.Exists(file));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void Progress_ends_at_the_total()
    {
        FeatureProgress? last = null;
        using var backbone = new NumberBackbone();
        FeatureExtraction.Run(Views(), backbone, new FeatureStore(_scratch.File("store")), new Callback(state => last = state), CancellationToken.None);
        Assert.Equal((57, 57), (last!.Frames, last.TotalFrames));
        Assert.True(last.Parts.Decode > TimeSpan.Zero);
    }

    [Fact]
    public void Real_views_give_the_same_features_whatever_the_parallelism()
    {
        string model = SharedRecordings.Find("backbone/mobilenetv2-openimages.onnx");
        string video = SharedRecordings.Find("g1-bottle/videos/chunk-000/observation.images.cam_high/episode_000014.mp4");
        using var backbone = new OnnxBackbone(new BackboneSettings { Model = model }, new InstalledBackbones(_scratch.Path));
        EpisodeView[] views = [new(0, "high", new VideoSegment(video, 0, 1), 20, 30), new(1, "high", new VideoSegment(video, 5, 6), 19, 30)];
        Half[][] Extract(string name, int parallel)
        {
            var store = new FeatureStore(_scratch.File(name));
            FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None, parallel);
            return [.. views.Select(view =>
            {
                using var stored = store.Open(view.Key(backbone.Id));
                return stored.Values.ToArray();
            })];
        }
        var serial = Extract("one", 1);
        Assert.Equal(serial, Extract("two", 2));
        var single = new Half[backbone.Dimension];
        backbone.Embed([EpisodeVideo.Read(views[1].Segment, 19, 30).Last()], single);
        Assert.Equal(single, serial[1][^1280..]);
    }

    [Fact]
    public void Large_pictures_go_round_in_smaller_batches()
    {
        Assert.Equal((16, 7, 2, 1), (EmbeddingLane.LengthFor(640, 480), EmbeddingLane.LengthFor(2048, 1536), EmbeddingLane.LengthFor(3840, 2160), EmbeddingLane.LengthFor(8192, 8192)));
        string path = _scratch.File("large.mp4");
        using (var writer = new VideoWriter(path, 2048, 1536, 10))
        {
            for (int i = 0; i < 10; i++) writer.Write(SyntheticClip.Frame(i, 2048, 1536));
            writer.Complete();
        }
        var store = new FeatureStore(_scratch.File("store"));
        using var backbone = new NumberBackbone();
        EpisodeView[] views = [new(0, "front", new VideoSegment(path, 0, 1), 10, 10), .. Views()];
        FeatureExtraction.Run(views, backbone, store, null, CancellationToken.None, parallel: 1);
        foreach (var (view, start) in views.Zip([0, 100, 20, 0]))
        {
            using var stored = store.Open(view.Key(backbone.Id));
            Assert.Equal(Enumerable.Range(start, view.Frames), Enumerable.Range(0, view.Frames).Select(t => (int)stored.Frame(t)[0]));
        }
    }

    private EpisodeView[] Views()
    {
        string a = SyntheticClip.Write(_scratch.File("a.mp4"), 100, 17), b = SyntheticClip.Write(_scratch.File("b.mp4"), 0, 40);
        return
        [
            new(0, "front", new VideoSegment(a, 0, 1.7), 17, 10),
            new(1, "front", new VideoSegment(b, 2, 4), 20, 10),
            new(2, "front", new VideoSegment(b, 0, 2), 20, 10),
        ];
    }

    private sealed class Callback(Action<FeatureProgress> report) : IProgress<FeatureProgress>
    {
        public void Report(FeatureProgress value) => report(value);
    }
}

using System.Globalization;
using System.Text;
using Robotics.Datasets;
using Robotics.Policy;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.RobotBridge.Tests.Links;

public sealed class LearnedPolicyTests
{
    private static readonly Observation Seen = new(0, new Dictionary<string, RgbImage>(), [0], "t");
    private readonly Source _source = new();
    private readonly List<string> _reports = [];

    [Fact]
    public void Newer_weights_take_over_between_episodes_only()
    {
        using var policy = Make(SwapMoment.Episode);
        Assert.Equal(0, Value(policy));
        _source.Put(1, "1");
        Eventually.True(() => _source.Tried.Contains(1), "the new weights are tried");
        Assert.Equal(0, Value(policy));
        Eventually.True(() => { policy.Reset(); return Value(policy) == 1; }, "they take over at a reset");
        Eventually.True(() => _source.LastGood?.Version == 1, "they are confirmed");
    }

    [Fact]
    public void Newer_weights_take_over_between_chunks_where_that_is_asked_for()
    {
        using var policy = Make(SwapMoment.Chunk);
        Assert.Equal(0, Value(policy));
        _source.Put(1, "1");
        Eventually.True(() => Value(policy) == 1, "they take over at the next chunk");
    }

    [Theory]
    [InlineData("NaN", "finite")]
    [InlineData("1 2", "2 numbers")]
    [InlineData("damaged", "damaged")]
    public void Weights_that_plan_nonsense_never_take_over(string content, string why)
    {
        using var policy = Make(SwapMoment.Chunk);
        Assert.Equal(0, Value(policy));
        _source.Put(1, content);
        Eventually.True(() => Reports().Any(report => report.Contains(why)), "the refusal is reported");
        policy.Reset();
        Assert.Equal(0, Value(policy));
        Assert.Null(_source.LastGood);
        _source.Put(2, "2");
        Eventually.True(() => Value(policy) == 2, "better ones do");
    }

    [Fact]
    public void Newer_weights_are_tried_on_what_was_seen_although_the_robot_has_taken_its_image_back()
    {
        var image = new RgbImage(1, 1, [7, 7, 7]);
        using var policy = Make(SwapMoment.Chunk);
        policy.Act(Seen with { Images = new Dictionary<string, RgbImage> { ["front"] = image } });
        Array.Clear(image.Pixels);
        _source.Put(1, "seen");
        Eventually.True(() => Value(policy) == 7, "the image that was seen is the one that they plan from");
    }

    [Fact]
    public void A_restart_begins_with_the_last_good_weights()
    {
        _source.Put(3, "3");
        _source.Confirm(_source.Newest!);
        _source.Put(4, "NaN");
        using var policy = Make(SwapMoment.Episode);
        Assert.Equal(3, Value(policy));
    }

    private static float Value(LearnedPolicy policy) => policy.Act(Seen).Actions[0, 0];

    private LearnedPolicy Make(SwapMoment moment) => new(_source, NumberPolicy.Load, () => new NumberPolicy([0]), moment, report =>
    {
        lock (_reports)
            _reports.Add(report);
    });

    private string[] Reports()
    {
        lock (_reports)
            return [.. _reports];
    }

    /// <summary>Plans the numbers that its weights spell; where they spell none, the first pixel that it ever saw.</summary>
    private sealed class NumberPolicy(float[] numbers) : IPolicy
    {
        public string Id => string.Join(' ', numbers);

        public static NumberPolicy Load(Stream stream)
        {
            using var reader = new StreamReader(stream);
            var text = reader.ReadToEnd();
            if (text == "seen")
                return new NumberPolicy([-1]);
            return text == "damaged" ? throw new DataException("the weights are damaged") : new NumberPolicy([.. text.Split(' ').Select(word => float.Parse(word, CultureInfo.InvariantCulture))]);
        }

        public void Reset()
        {
        }

        public ActionChunk Act(Observation observation)
        {
            if (numbers[0] == -1 && observation.Images.TryGetValue("front", out var image))
                numbers[0] = image.Pixels[0];
            var chunk = new float[1, numbers.Length];
            for (var i = 0; i < numbers.Length; i++)
                chunk[0, i] = numbers[i];
            return new ActionChunk(chunk, 0.1);
        }

        public void Dispose()
        {
        }
    }

    private sealed class Source : IPolicyWeightsSource
    {
        private readonly Dictionary<long, string> _contents = [];

        public System.Collections.Concurrent.ConcurrentBag<long> Tried { get; } = [];

        public PolicyWeights? Newest { get; private set; }

        public PolicyWeights? LastGood { get; private set; }

        public void Put(long version, string content)
        {
            lock (_contents)
                _contents[version] = content;
            Newest = new PolicyWeights(Guid.Empty, version, content.Length, $"{version:D64}");
        }

        public byte[] Read(PolicyWeights weights)
        {
            Tried.Add(weights.Version);
            lock (_contents)
                return Encoding.ASCII.GetBytes(_contents[weights.Version]);
        }

        public void Confirm(PolicyWeights weights) => LastGood = weights;
    }
}

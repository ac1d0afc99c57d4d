using System.Collections.Concurrent;
using System.Diagnostics;
using Robotics.RobotBridge.Ros2;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.Benchmarks.Ros2;

/// <summary>A small message to the peer and back, one at a time, with a pause in between as between the turns of a control loop.</summary>
internal static class RoundTrip
{
    private const int WarmUp = 500;

    internal static void Run(int messages)
    {
        using var peer = new FastDdsPeer(Network.Domain);
        using var node = Network.Join("round_trip");
        using var answers = new BlockingCollection<string>();
        using var there = node.Publish<StringMessage>("/strings", QosProfile.Default);
        using var back = node.Subscribe<StringMessage>("/strings_back", QosProfile.Default, message => answers.Add(message.Data));
        Network.Await(() => there.Matched == 1, "the peer is found");
        peer.MeetReader("rt/strings_back");
        answers.TryTake(out _, TimeSpan.FromSeconds(1));
        var durations = new Durations();
        for (var i = -WarmUp; i < messages; i++)
        {
            var text = $"a small message {i}";
            var since = Stopwatch.GetTimestamp();
            there.Publish(new StringMessage { Data = text });
            if (!answers.TryTake(out var answer, TimeSpan.FromSeconds(60)) || answer != text)
                throw new InvalidOperationException($"message {i} came back as '{answer}'");
            if (i >= 0)
                durations.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            Thread.Sleep(1);
        }
        Console.WriteLine($"round trip C# to Fast DDS and back, {messages} messages: {durations.Text()}");
    }
}

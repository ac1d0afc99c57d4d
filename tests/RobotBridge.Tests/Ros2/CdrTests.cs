using System.Reflection;
using CsCheck;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.BuiltinInterfaces;
using Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Tests.Ros2;

public sealed class CdrTests
{
    private static readonly MethodInfo RoundTripOf = typeof(CdrTests).GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!;

    [Fact]
    public void A_joint_state_has_the_bytes_that_the_standard_says()
    {
        var message = new JointState { Header = new Header { Stamp = new Time { Sec = 1, Nanosec = 2 }, FrameId = "b" }, Name = ["j"], Position = [1.5] };
        Assert.Equal(
            "00010000" + "01000000" + "02000000" + "02000000" + "6200" + "0000" // stamp, "b" with its zero, aligned to 4
            + "01000000" + "02000000" + "6A00" + "0000" + "01000000" + "000000000000F83F" // one name, one position at a multiple of 8
            + "00000000" + "00000000",
            Convert.ToHexString(new CdrWriter().Serialize(message).Span));
    }

    [Fact]
    public void Every_type_comes_back_as_it_was() =>
        Gen.Int.Sample(
            seed =>
            {
                foreach (var type in RandomMessages.Types)
                    RoundTripOf.MakeGenericMethod(type).Invoke(null, [RandomMessages.Make(type, new Random(seed))]);
            },
            iter: 50,
            threads: 1);

    [Fact]
    public void Cut_or_corrupted_bytes_are_refused_and_never_believed()
    {
        Gen.Select(Gen.Int, Gen.Int[0, 200], Gen.Byte, Gen.Int[0, 200]).Sample(
            (seed, at, value, cut) =>
            {
                var bytes = new CdrWriter().Serialize((JointState)RandomMessages.Make(typeof(JointState), new Random(seed))).ToArray();
                bytes[at % bytes.Length] = value;
                ReadOnlyMemory<byte> damaged = bytes.AsMemory(0, Math.Max(0, bytes.Length - cut));
                try
                {
                    CdrReader.Deserialize<JointState>(damaged);
                }
                catch (CdrException)
                {
                    // the only exception that damaged bytes may cause
                }
            },
            iter: 20_000,
            threads: 1);
    }

    [Fact]
    public void A_claimed_length_beyond_the_message_allocates_nothing()
    {
        byte[] huge = [0, 1, 0, 0, 255, 255, 255, 127, 0];
        Assert.Throws<CdrException>(() => CdrReader.Deserialize<Robotics.RobotBridge.Ros2.Messages.StdMsgs.String>(huge));
        Assert.Throws<CdrException>(() => CdrReader.Deserialize<Bool>(new byte[] { 0, 7, 0, 0, 1 }));
        Assert.Throws<CdrException>(() => CdrReader.Deserialize<Bool>(new byte[] { 0, 1, 0, 0, 1, 0, 0, 0, 0 }));
    }

    [Fact]
    public void Texts_are_UTF8_and_their_length_counts_bytes()
    {
        var bytes = new CdrWriter().Serialize(new Robotics.RobotBridge.Ros2.Messages.StdMsgs.String { Data = "é☃" }).ToArray();
        Assert.Equal("00010000" + "06000000" + "C3A9E2988300", Convert.ToHexString(bytes));
        Assert.Equal("é☃", CdrReader.Deserialize<Robotics.RobotBridge.Ros2.Messages.StdMsgs.String>(bytes).Data);
    }

    [Fact]
    public void A_text_without_its_closing_zero_or_beyond_its_bound_is_refused()
    {
        byte[] text = [0, 1, 0, 0, 4, 0, 0, 0, (byte)'a', (byte)'b', (byte)'c', 0];
        Assert.Equal("abc", new CdrReader(text).ReadString(bound: 3));
        Assert.Throws<CdrException>(() => new CdrReader(text).ReadString(bound: 2));
        text[^1] = (byte)'d';
        Assert.Throws<CdrException>(() => new CdrReader(text).ReadString());
    }

    [Fact]
    public void Texts_that_cannot_all_be_there_are_refused_before_there_is_room_for_them()
    {
        byte[] two = [0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        Assert.Contains("2 elements", Assert.Throws<CdrException>(() => new CdrReader(two).ReadStrings()).Message);
    }

    [Fact]
    public void Messages_that_cannot_all_be_there_take_no_room()
    {
        var claim = new byte[10_000_000];
        (claim[1], claim[4], claim[5], claim[6]) = (1, 255, 255, 127);
        // the first element claims more than there is
        claim.AsSpan(12, 4).Fill(255);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<CdrException>(() => new CdrReader(claim).ReadMessages<DiagnosticStatus>());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void The_other_byte_order_reads_the_same()
    {
        byte[] big = [0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 2, (byte)'b', 0, 0, 0, 0, 0, 0, 2, 1, 2, 3, 4];
        var reader = new CdrReader(big);
        Assert.Equal(7, reader.Read<int>());
        Assert.Equal("b", reader.ReadString());
        Assert.Equal([0x0102, 0x0304], reader.ReadSequence<short>());
    }

    [Fact]
    public void Image_bytes_are_not_copied()
    {
        var bytes = new CdrWriter().Serialize(new CompressedImage { Format = "jpeg", Data = new byte[100] }).ToArray();
        var image = CdrReader.Deserialize<CompressedImage>(bytes);
        bytes[^1] = 42;
        Assert.Equal(42, image.Data.Span[^1]);
    }

    private static void RoundTrip<T>(T message)
        where T : IMessage<T>
    {
        var bytes = new CdrWriter().Serialize(message).ToArray();
        Assert.Equal(bytes, new CdrWriter().Serialize(CdrReader.Deserialize<T>(bytes)).ToArray());
    }
}

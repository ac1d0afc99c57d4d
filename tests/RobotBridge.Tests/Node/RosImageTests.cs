using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Tests.Node;

public sealed class RosImageTests
{
    [Theory]
    [InlineData("rgb8", new byte[] { 1, 2, 3, 4, 5, 6, 99 }, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData("bgr8", new byte[] { 3, 2, 1, 6, 5, 4 }, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData("bgra8", new byte[] { 3, 2, 1, 0, 6, 5, 4, 0 }, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData("mono8", new byte[] { 7, 8, 0, 0 }, new byte[] { 7, 7, 7, 8, 8, 8 })]
    public void Raw_pixels_become_RGB_without_row_padding(string encoding, byte[] row, byte[] expected)
    {
        var image = RosImage.Decode(new Image { Width = 2, Height = 2, Encoding = encoding, Step = (uint)row.Length, Data = (byte[])[.. row, .. row] });
        Assert.Equal((2, 2), (image.Width, image.Height));
        Assert.Equal([.. expected, .. expected], image.Pixels);
    }

    [Theory]
    [InlineData("16UC1", 2, 2, 8, 16)]
    [InlineData("uyvy", 3, 2, 6, 12)]
    [InlineData("rgb8", 2, 2, 5, 10)]
    [InlineData("rgb8", 2, 2, 6, 11)]
    [InlineData("rgb8", 0, 2, 6, 12)]
    [InlineData("rgb8", uint.MaxValue, uint.MaxValue, uint.MaxValue, 12)]
    public void Contradicting_sizes_and_unknown_encodings_are_refused(string encoding, uint width, uint height, uint step, int bytes) =>
        Assert.Throws<DataException>(() => RosImage.Decode(new Image { Width = width, Height = height, Encoding = encoding, Step = step, Data = new byte[bytes] }));

    // full red: Y 81, U 90, V 240 in BT.601
    [Theory]
    [InlineData("yuv422", new byte[] { 90, 81, 240, 81, 90, 81, 240, 81, 0 }, new byte[] { 90, 81, 240, 81, 90, 81, 240, 81, 0 })]
    [InlineData("uyvy", new byte[] { 90, 81, 240, 81, 90, 81, 240, 81 }, new byte[] { 90, 81, 240, 81, 90, 81, 240, 81 })]
    [InlineData("yuv422_yuy2", new byte[] { 81, 90, 81, 240, 81, 90, 81, 240 }, new byte[] { 81, 90, 81, 240, 81, 90, 81, 240 })]
    [InlineData("yuyv", new byte[] { 81, 90, 81, 240, 81, 90, 81, 240 }, new byte[] { 81, 90, 81, 240, 81, 90, 81, 240 })]
    [InlineData("bayer_rggb8", new byte[] { 255, 0, 255, 0 }, new byte[] { 0, 0, 0, 0 })]
    [InlineData("bayer_bggr8", new byte[] { 0, 0, 0, 0 }, new byte[] { 0, 255, 0, 255 })]
    [InlineData("bayer_grbg8", new byte[] { 0, 255, 0, 255 }, new byte[] { 0, 0, 0, 0 })]
    [InlineData("bayer_gbrg8", new byte[] { 0, 0, 0, 0 }, new byte[] { 255, 0, 255, 0 })]
    public void Red_is_red_in_what_cameras_send_without_a_driver(string encoding, byte[] even, byte[] odd)
    {
        var image = RosImage.Decode(new Image { Width = 4, Height = 4, Encoding = encoding, Step = (uint)even.Length, Data = (byte[])[.. even, .. odd, .. even, .. odd] });
        for (var i = 0; i < image.Pixels.Length; i += 3)
            Assert.True(image.Pixels[i] > 250 && image.Pixels[i + 1] < 5 && image.Pixels[i + 2] < 5, $"pixel {i / 3} is {string.Join(' ', image.Pixels[i..(i + 3)])}");
    }

    [Fact]
    public void Compressed_pixels_come_back()
    {
        var image = new RgbImage(2, 1, [255, 0, 0, 0, 255, 0]);
        Assert.Equal(image.Pixels, RosImage.Decode(new CompressedImage { Format = "png", Data = ImageFile.EncodePng(image) }).Pixels);
        Assert.Throws<DataException>(() => RosImage.Decode(new CompressedImage { Format = "jpeg", Data = new byte[] { 1, 2, 3 } }));
    }
}

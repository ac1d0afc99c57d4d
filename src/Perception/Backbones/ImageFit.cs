namespace Robotics.Perception.Backbones;

/// <summary>How an image of another shape becomes the network's square.</summary>
public enum ImageFit
{
    /// <summary>Both sides are scaled on their own: everything stays in the picture, the shape is lost.</summary>
    Stretch,

    /// <summary>The shorter edge is scaled to the square's and the middle is cut out, as CLIP and DINOv2 were trained.</summary>
    ShortestEdge,
}

/// <summary>Order of a tensor's axes.</summary>
public enum TensorLayout
{
    /// <summary>Image, channel, row, column.</summary>
    Nchw,

    /// <summary>Image, row, column, channel.</summary>
    Nhwc,
}

/// <summary>How the tokens of a vision transformer become one embedding.</summary>
public enum TokenPooling
{
    /// <summary>The first, the class token.</summary>
    FirstToken,

    /// <summary>The mean of all.</summary>
    Mean,
}

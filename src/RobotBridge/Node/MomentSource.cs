using Robotics.Datasets;

namespace Robotics.RobotBridge.Node;

/// <summary>Finds the newest moment of some cameras with its joint state; for one loop.</summary>
public sealed class MomentSource
{
    private readonly CameraAlignment<CameraView> _views;
    private readonly StateHistory _states;
    private readonly CommandedJoints _commanded;

    internal MomentSource(CameraAlignment<CameraView> views, StateHistory states, CommandedJoints commanded) =>
        (_views, _states, _commanded) = (views, states, commanded);

    /// <summary>Calls without a new moment that all cameras saw.</summary>
    public long WithoutViews { get; private set; }

    /// <summary>Moments without a joint state near enough.</summary>
    public long WithoutState { get; private set; }

    /// <summary>Moments with an image that could not be decoded.</summary>
    public long Undecodable { get; private set; }

    /// <summary>Views that never became part of a moment.</summary>
    public long DroppedViews => _views.Dropped;

    /// <summary>Views that came too late or twice.</summary>
    public long LateViews => _views.Late;

    /// <summary>The newest moment since the last call, which the caller disposes of; null when there is none that is whole.</summary>
    /// <param name="patience">How long to wait for the views of one.</param>
    public Moment? Take(TimeSpan patience = default)
    {
        if (_views.Take(patience) is not { } views)
        {
            WithoutViews++;
            return null;
        }
        if (_states.At(views.Stamp) is not { } measured)
            WithoutState++;
        else if (Decode(views) is not { } images)
            Undecodable++;
        else
            return new Moment(views.Stamp, images, views.Views, measured, _commanded.At(views.Stamp) ?? measured);
        foreach (var view in views.Views)
            view.Release();
        return null;
    }

    // a damaged image costs its moment, not the node
    private static RgbImage[]? Decode(AlignedViews<CameraView> views)
    {
        try
        {
            return [.. views.Views.Select(view => view.Image)];
        }
        catch (DataException)
        {
            return null;
        }
    }
}

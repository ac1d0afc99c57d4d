namespace Robotics.Datasets;

/// <summary>What went wrong in work that runs side by side.</summary>
public static class AggregateCause
{
    /// <summary>The first failure: it stopped the rest, which then was only cancelled.</summary>
    public static Exception Cause(this AggregateException several)
    {
        ArgumentNullException.ThrowIfNull(several);
        var faults = several.Flatten().InnerExceptions;
        return faults.FirstOrDefault(fault => fault is not OperationCanceledException) ?? faults[0];
    }
}

namespace Robotics.Datasets;

/// <summary>For readers that report what cannot be used and go on without it.</summary>
internal static class Reporting
{
    /// <summary>Uses something; where that fails for a defect, the defect is reported and the answer is false.</summary>
    public static bool Try(Action use, Action<Defect> report)
    {
        try
        {
            use();
            return true;
        }
        catch (DataException fault) when (fault.Defect is { } defect)
        {
            report(defect);
            return false;
        }
    }
}

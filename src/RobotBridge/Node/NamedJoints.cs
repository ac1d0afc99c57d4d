namespace Robotics.RobotBridge.Node;

/// <summary>Joint numbers by name: messages have joints in any order, and more of them than are wanted.</summary>
internal static class NamedJoints
{
    /// <summary>Whether a number is one in single precision, in which datasets and networks have it.</summary>
    public static bool IsFinite(double value) => float.IsFinite((float)value);

    /// <summary>The values of some joints in their order; null where one is missing or not finite.</summary>
    public static double[]? Values(string[] names, double[] values, IReadOnlyList<string> joints)
    {
        var found = new double[joints.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var place = Array.IndexOf(names, joints[i]);
            if (place < 0 || place >= values.Length || !IsFinite(values[place]))
                return null;
            found[i] = values[place];
        }

        return found;
    }
}

namespace Robotics.Cli.Configuration;

/// <summary>Remembers where each value came from and gathers what is wrong, so that every message names its place.</summary>
internal sealed class SettingSources(string file)
{
    private readonly Dictionary<string, string> _places = [];
    private readonly List<string> _faults = [];
    private bool _commandLineIsAtFault;

    /// <summary>What was found wrong so far.</summary>
    public bool HasFaults => _faults.Count > 0;

    /// <summary>A value stands in this line of the file.</summary>
    public void FromFile(string key, long line) => _places[key] = $"{file}:{line}";

    /// <summary>A value was given on the command line, where the name of its file may stand before the key.</summary>
    public void FromOverride(string prefix, string key) => _places[key] = $"--{prefix}{key}";

    /// <summary>Records a fault of a key; a key that stands nowhere borrows the place of the group it belongs to.</summary>
    public void Fault(string key, string message)
    {
        var place = Place(key);
        _commandLineIsAtFault |= IsCommandLine(place);
        var fault = $"{place}: {message}";
        if (!_faults.Contains(fault)) _faults.Add(fault);
    }

    /// <summary>Records that a key's value cannot be; on the command line the place names the key already.</summary>
    public void Impossible(string key, string message) =>
        Fault(key, Place(key) is var place && IsCommandLine(place) && place.EndsWith(key, StringComparison.Ordinal) ? message : $"'{key}': {message}");

    /// <summary>Records a fault of the file itself.</summary>
    public void FaultAtLine(long line, string message)
    {
        _faults.Add($"{file}:{line}: {message}");
    }

    /// <summary>Ends loading if anything was wrong.</summary>
    /// <exception cref="SettingsException">Something was.</exception>
    public void ThrowIfFaulty()
    {
        if (HasFaults) throw new SettingsException(_faults, isUsage: _commandLineIsAtFault);
    }

    private static bool IsCommandLine(string place) => place.StartsWith("--", StringComparison.Ordinal);

    private string Place(string key)
    {
        for (var group = key; group.Length > 0; group = group.Contains('.') ? group[..group.LastIndexOf('.')] : "")
        {
            if (_places.TryGetValue(group, out var place)) return place;
        }
        return file.Length > 0 ? file : $"--{key}";
    }
}

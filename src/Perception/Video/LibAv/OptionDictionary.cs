using System.Runtime.CompilerServices;

namespace Robotics.Perception.Video.LibAv;

/// <summary>FFmpeg's name-value options for the time of one call.</summary>
internal unsafe ref struct OptionDictionary
{
    private nint _dictionary;

    internal OptionDictionary(params ReadOnlySpan<(string Name, string Value)> options)
    {
        _dictionary = 0;
        foreach (var (name, value) in options) _ = AvUtil.av_dict_set(Address, name, value, 0);
    }

    // a ref struct never moves, so its address holds for the call
    internal void** Address => (void**)Unsafe.AsPointer(ref _dictionary);

    public void Dispose() => AvUtil.av_dict_free(Address);
}

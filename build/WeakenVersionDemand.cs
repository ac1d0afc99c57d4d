using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Marks the demand for one symbol version as weak in 64-bit little-endian ELF libraries. The demands stand in section
/// .gnu.version_r: a chain of files (Elf64_Verneed), each with a chain of versions (Elf64_Vernaux).
/// </summary>
public class WeakenVersionDemand : Task
{
    private const uint VersionDemandSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2;                        // VER_FLG_WEAK

    [Required]
    public string[] Libraries { get; set; }

    [Required]
    public string Version { get; set; }

    public override bool Execute()
    {
        foreach (string library in Libraries)
        {
            byte[] elf = File.ReadAllBytes(library);
            if (!IsElf64(elf))
                Log.LogError("{0} is no 64-bit ELF library.", library);
            else if (WeakenAll(elf))
                Replace(library, elf);
        }
        return !Log.HasLoggedErrors;
    }

    private static bool IsElf64(byte[] elf)
    {
        return elf.Length > 64 && elf[0] == 0x7f && elf[1] == 'E' && elf[2] == 'L' && elf[3] == 'F' && elf[4] == 2 && elf[5] == 1;
    }

    private bool WeakenAll(byte[] elf)
    {
        int table = Long(elf, 0x28), size = Short(elf, 0x3a), sections = Short(elf, 0x3c);
        bool changed = false;
        for (int i = 0; i < sections; i++)
        {
            int section = table + i * size;
            if (Word(elf, section + 4) != VersionDemandSection)
                continue;
            int nameSection = table + (int)Word(elf, section + 40) * size;
            changed |= WeakenSection(elf, Long(elf, section + 24), Long(elf, nameSection + 24));
        }
        return changed;
    }

    private bool WeakenSection(byte[] elf, int file, int names)
    {
        bool changed = false;
        while (true)
        {
            int version = file + (int)Word(elf, file + 8);
            for (int left = Short(elf, file + 2); left > 0; left--)
            {
                int flags = version + 4;
                if (Text(elf, names + (int)Word(elf, version + 8)) == Version && (Short(elf, flags) & Weak) == 0)
                {
                    elf[flags] |= (byte)Weak;
                    changed = true;
                }
                version += (int)Word(elf, version + 12);
            }
            int next = (int)Word(elf, file + 12);
            if (next == 0)
                return changed;
            file += next;
        }
    }

    // the copy may be a hard link into the package cache: a new file takes its place and the cache stays as it was
    private void Replace(string library, byte[] elf)
    {
        string partial = library + ".partial";
        File.WriteAllBytes(partial, elf);
        File.Delete(library);
        File.Move(partial, library);
        Log.LogMessage(MessageImportance.Normal, "{0}: the demand for {1} is weak now.", library, Version);
    }

    private static int Long(byte[] elf, int at) { return checked((int)BitConverter.ToUInt64(elf, at)); }

    private static uint Word(byte[] elf, int at) { return BitConverter.ToUInt32(elf, at); }

    private static ushort Short(byte[] elf, int at) { return BitConverter.ToUInt16(elf, at); }

    private static string Text(byte[] elf, int at)
    {
        return Encoding.ASCII.GetString(elf, at, Array.IndexOf(elf, (byte)0, at) - at);
    }
}

// The messages of the tests, written and read with eProsima's Fast CDR: an independent second codec.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <fastcdr/Cdr.h>
#include <fastcdr/FastBuffer.h>
#include <fastdds/dds/topic/TopicDataType.hpp>

using eprosima::fastcdr::Cdr;

struct Header {
  int32_t sec = 0;
  uint32_t nanosec = 0;
  std::string frame;
  template <class F> void fields(F& f) { f(sec); f(nanosec); f(frame); }
};

struct String {
  static constexpr const char* type = "std_msgs::msg::dds_::String_";
  std::string data;
  template <class F> void fields(F& f) { f(data); }
};

struct CompressedImage {
  static constexpr const char* type = "sensor_msgs::msg::dds_::CompressedImage_";
  Header header;
  std::string format;
  std::vector<uint8_t> data;
  template <class F> void fields(F& f) { header.fields(f); f(format); f(data); }
};

struct JointState {
  static constexpr const char* type = "sensor_msgs::msg::dds_::JointState_";
  Header header;
  std::vector<std::string> name;
  std::vector<double> position, velocity, effort;
  template <class F> void fields(F& f) { header.fields(f); f(name); f(position); f(velocity); f(effort); }
};

// Humble's graph ids have 24 bytes, later ones 16
template <size_t N> struct Graph {
  static constexpr const char* type = "rmw_dds_common::msg::dds_::ParticipantEntitiesInfo_";
  struct Node {
    std::string space, name;
    std::vector<std::array<uint8_t, N>> readers, writers;
  };
  std::array<uint8_t, N> gid{};
  std::vector<Node> nodes;
  template <class F> void fields(F& f) {
    f(gid);
    f.each(nodes, [&](Node& node) {
      f(node.space);
      f(node.name);
      f.each(node.readers, [&](auto& id) { f(id); });
      f.each(node.writers, [&](auto& id) { f(id); });
    });
  }
};

struct Reading {
  Cdr& cdr;
  template <class T> void operator()(T& value) { cdr >> value; }
  template <class T, class E> void each(std::vector<T>& items, E element) {
    uint32_t count = 0;
    cdr >> count;
    for (items.clear(); items.size() < count;) { items.emplace_back(); element(items.back()); }
  }
};

struct Writing {
  Cdr& cdr;
  template <class T> void operator()(T& value) { cdr << value; }
  template <class T, class E> void each(std::vector<T>& items, E element) {
    cdr << static_cast<uint32_t>(items.size());
    for (auto& item : items) element(item);
  }
};

template <class T> class TypeSupportOf : public eprosima::fastdds::dds::TopicDataType {
  static constexpr uint32_t largest = 4 << 20;

 public:
  TypeSupportOf() {
    setName(T::type);
    m_typeSize = largest;
    m_isGetKeyDefined = false;
    auto_fill_type_object(false);
    auto_fill_type_information(false);
  }

  bool serialize(void* data, eprosima::fastrtps::rtps::SerializedPayload_t* payload) override {
    eprosima::fastcdr::FastBuffer buffer(reinterpret_cast<char*>(payload->data), payload->max_size);
    Cdr cdr(buffer, Cdr::LITTLE_ENDIANNESS, Cdr::DDS_CDR);
    payload->encapsulation = CDR_LE;
    cdr.serialize_encapsulation();
    Writing writing{cdr};
    static_cast<T*>(data)->fields(writing);
    payload->length = static_cast<uint32_t>(cdr.getSerializedDataLength());
    return true;
  }

  bool deserialize(eprosima::fastrtps::rtps::SerializedPayload_t* payload, void* data) override {
    try {
      eprosima::fastcdr::FastBuffer buffer(reinterpret_cast<char*>(payload->data), payload->length);
      Cdr cdr(buffer, Cdr::BIG_ENDIANNESS, Cdr::DDS_CDR);
      cdr.read_encapsulation();
      Reading reading{cdr};
      static_cast<T*>(data)->fields(reading);
      return true;
    } catch (eprosima::fastcdr::exception::Exception&) {
      std::printf("malformed %s\n", T::type);
      return false;
    }
  }

  std::function<uint32_t()> getSerializedSizeProvider(void*) override { return [] { return largest; }; }
  void* createData() override { return new T(); }
  void deleteData(void* data) override { delete static_cast<T*>(data); }
  bool getKey(void*, eprosima::fastrtps::rtps::InstanceHandle_t*, bool) override { return false; }
};

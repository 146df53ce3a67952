// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakecontent.h"
#include "tests/support/fakeserver/fakemodel.h"

#include <QSet>

namespace syncline::fake
{
  /**
   * Everything the server knows. Read freely, change through the change…() functions: they remember what save() has to write.
   *
   *     folder/server.json           secret, users
   *     folder/projects/<id>.json    one project with all its versions
   *     folder/uploads.json          pushes in progress, chunks waiting
   *     folder/files, chunks, tmp    see ContentStore
   *
   * Each file is replaced whole. Order of save(): projects before uploads, chunks are removed last; whatever a kill leaves
   * undone, load() puts right: it drops uploads whose version exists and content that no version names.
   */
  class State
  {
    public:
      explicit State( const Settings &settings );

      Settings settings;
      ContentStore content;

      const QMap<int, User> &users() const { return mUsers; }
      User &addUser( const QString &name, const QString &email );
      User &changeUser( int id );
      const User *userById( int id ) const;
      const User *userNamed( const QString &name ) const;    //!< any case
      const User *userByEmail( const QString &email ) const; //!< any case
      const QList<Invitation> &invitations() const { return mInvitations; }
      Invitation &addInvitation( const QString &email, Role role, const QDateTime &now );
      void endInvitation( int id );
      const QByteArray &secret() const { return mSecret; } //!< signs tokens

      const QMap<QString, Project> &projects() const { return mProjects; }
      const Project *projectById( const QString &id ) const; //!< also one scheduled for deletion
      const Project *projectNamed(
        const QString &name ) const; //!< exact case, also one scheduled for deletion
      Project &addProject( const QString &name, int creator, const QDateTime &now );
      Project &changeProject( const QString &id );
      void eraseProject( const QString &id );

      const QMap<QString, Upload> &uploads() const { return mUploads; }
      Upload &addUpload( const QString &projectId, int user, const QDateTime &now );
      Upload &changeUpload( const QString &id );
      void endUpload( const QString &id ); //!< its chunks go too

      const QMap<QString, QDateTime> &pooledChunks() const { return mPool; } //!< v2: id, valid until
      void addPooledChunk( const QString &id, const QDateTime &validUntil );
      void endPooledChunk( const QString &id );

      //! Key in the content store of a chunk of a v1 push.
      static QByteArray chunkKey( const QString &uploadId, const QString &chunkId );

      void save();

    private:
      void load();
      void saveProjects();

      QByteArray mSecret;
      QMap<int, User> mUsers;
      QList<Invitation> mInvitations;
      QMap<QString, Project> mProjects;
      QMap<QString, Upload> mUploads;
      QMap<QString, QDateTime> mPool;

      bool mUsersChanged = false;
      bool mUploadsChanged = false;
      QSet<QString> mProjectsChanged;
      QSet<QByteArray> mChunksToDrop;
  };

  QString newUuid(); //!< lower case, without braces
} // namespace syncline::fake
